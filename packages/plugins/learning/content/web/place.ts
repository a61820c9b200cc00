// Keeps the place in a lesson: the block at the top of the screen is told to the school, and found again on return.
import type { ScreenClient } from '@lectern/ui';
import { useEffect } from 'preact/hooks';

const pauseMilliseconds = 1_500;
let telling: Promise<unknown> = Promise.resolve();

/** Resolves when the place in the lesson before has arrived: told later than the next lesson is opened, it would be where they were. */
export const placeTold = (): Promise<unknown> => telling;

/** @param resume id of the block where the reader was; undefined at the beginning */
export function usePlace(lms: ScreenClient, lessonId: string, resume: string | undefined): void {
  useEffect(() => {
    const text = document.querySelector<HTMLElement>('[data-lesson]');
    if (!text) return;
    const kept = resume && !location.hash ? text.querySelector(`#${CSS.escape(resume)}`) : undefined;
    // Whoever was at the first block was at the title above it.
    const to = kept === text.firstElementChild ? undefined : kept;
    // After the router has put a new page at its top.
    if (to) requestAnimationFrame(() => to.scrollIntoView({ block: 'start', behavior: 'instant' }));
    let told = resume;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** When it is another than was told last. A page that is going away only finishes requests that say so. */
    const tell = () => {
      clearTimeout(timer);
      timer = undefined;
      const place = topBlock(text);
      if (!place || place === told) return;
      told = place;
      telling = lms.progress.place({ lessonId, place }, { keepalive: true }).catch(() => {
        told = undefined; // told again at the next pause
      });
    };
    const moved = () => {
      timer ??= setTimeout(tell, pauseMilliseconds);
    };
    addEventListener('scroll', moved, { passive: true });
    addEventListener('pagehide', tell);
    return () => {
      tell();
      removeEventListener('scroll', moved);
      removeEventListener('pagehide', tell);
    };
  }, [lms, lessonId, resume]);
}

/** The first block that is not yet above the bar. */
function topBlock(text: HTMLElement): string | undefined {
  const bar = document.querySelector('.topbar')?.getBoundingClientRect().bottom ?? 0;
  for (const block of text.children) if (block.id && block.getBoundingClientRect().bottom > bar + 8) return block.id;
  return undefined;
}
