import { Signal } from '@preact/signals';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import { formatNumber } from '../messages/format.ts';

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number;
  /** Rendered while its tab is chosen. */
  readonly panel: () => ComponentChildren;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Signal<Value> | Value;
  readonly onValue?: (value: Value) => void;
  readonly tabs: readonly Tab<Value>[];
}

/** Views of one thing on one page. Views with an address of their own are TabLinks. */
export function Tabs<Value extends string>({ label, value, onValue, tabs }: TabsProps<Value>) {
  const id = useId();
  const now = value instanceof Signal ? value.value : value;
  const choose = (next: Value) => {
    if (value instanceof Signal) value.value = next;
    onValue?.(next);
  };
  const travel = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.value === now);
    const to = tabs[neighbour(event, at, tabs.length)];
    if (!to || to.value === now) return;
    event.preventDefault();
    choose(to.value);
    document.getElementById(`${id}-${to.value}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={travel}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            id={`${id}-${tab.value}`}
            role="tab"
            aria-selected={tab.value === now}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === now ? 0 : -1}
            onClick={() => choose(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span class="count">{formatNumber(tab.count)}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" class="tabpanel" aria-labelledby={`${id}-${now}`}>
        {tabs.find((tab) => tab.value === now)?.panel()}
      </div>
    </>
  );
}

/** Arrows follow the reading direction (ARIA Authoring Practices, tabs). -1 for every other key. */
function neighbour(event: TargetedKeyboardEvent<HTMLDivElement>, at: number, count: number): number {
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return (at + (event.key === forward ? 1 : count - 1)) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

export interface TabLink {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean;
  readonly count?: number;
}

/** Tabs that are pages: the browser's back button works on them. */
export const TabLinks = ({ label, links }: { readonly label: string; readonly links: readonly TabLink[] }) => (
  <nav class="tabs" aria-label={label}>
    {links.map((link) => (
      <a key={link.href} href={link.href} aria-current={link.current ? 'page' : undefined}>
        {link.label}
        {link.count !== undefined && <span class="count">{formatNumber(link.count)}</span>}
      </a>
    ))}
  </nav>
);
