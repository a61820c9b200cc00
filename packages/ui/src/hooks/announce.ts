import { signal } from '@preact/signals';

interface Announcement {
  readonly text: string;
  readonly urgent: boolean;
}

/** What the live region says; read by LiveRegion alone. */
export const announcement = /* #__PURE__ */ signal<Announcement>({ text: '', urgent: false });

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Says something to people who do not see it happen: "Moved to place 3 of 5 in part 2". Several in one moment are said
 * together; `urgent` interrupts what the screen reader is saying.
 */
export function announce(text: string, how: 'politely' | 'urgently' = 'politely'): void {
  if (typeof document === 'undefined') return;
  // A region that is emptied first says the same sentence twice when it happens twice.
  const before = timer ? [announcement.peek().text, queued].filter(Boolean).join(' ') : '';
  queued = before ? `${before} ${text}` : text;
  announcement.value = { text: '', urgent: how === 'urgently' };
  clearTimeout(timer);
  timer = setTimeout(() => {
    announcement.value = { text: queued, urgent: how === 'urgently' };
    queued = '';
    timer = undefined;
  }, 60);
}

let queued = '';
