// biome-ignore-all lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/names.ts';
import { classes } from './classes.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does the same, printed at the end. */
  readonly keys?: string;
  readonly danger?: boolean;
  readonly href?: string;
  readonly onSelect?: () => unknown;
}

export interface MenuProps {
  /** Names the menu, and its button when that shows only an icon. */
  readonly label: string;
  /** A rule stands between groups. */
  readonly items: readonly (MenuItem | 'rule')[];
  /** What the button shows; the three dots without it. */
  readonly children?: ComponentChildren;
  /** Small where rows are dense. */
  readonly size?: 's';
  readonly buttonClass?: string;
}

/** Things to do with one thing, behind a button. The popover is the browser's: Esc, a press elsewhere and the focus's way back are its. */
export function Menu({
  label,
  items,
  children,
  size,
  buttonClass = size ? 'button button-icon button-s' : 'button button-icon',
}: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        class={buttonClass}
        popovertarget={id}
        aria-haspopup="menu"
        aria-label={children ? undefined : label}
      >
        {children ?? <Icon name="ellipsis" />}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        aria-label={label}
        onToggle={(event) => {
          if ((event as unknown as { newState: string }).newState === 'open') entriesOf(menu.current)[0]?.focus();
        }}
        onKeyDown={travel}
      >
        {items.map((item, i) =>
          item === 'rule' ? <hr key={i} /> : <Entry key={item.label} item={item} close={close} />,
        )}
      </div>
    </>
  );
}

function Entry({ item, close }: { readonly item: MenuItem; readonly close: () => void }) {
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} />}
      {item.label}
      {item.keys && <kbd aria-hidden="true">{item.keys}</kbd>}
    </>
  );
  const shared = {
    role: 'menuitem',
    tabIndex: -1,
    class: classes(item.danger && 'is-danger'),
    'aria-keyshortcuts': item.keys,
    onClick: () => {
      close();
      item.onSelect?.();
    },
  } as const;
  return item.href === undefined ? (
    <button type="button" {...shared}>
      {inside}
    </button>
  ) : (
    <a href={item.href} {...shared}>
      {inside}
    </a>
  );
}

const entriesOf = (menu: Element | null) => [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

/** Arrows, Home, End and first letters (ARIA Authoring Practices, menu). Tab leaves. */
function travel(event: TargetedKeyboardEvent<HTMLDivElement>): void {
  const entries = entriesOf(event.currentTarget);
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = destination(event.key, at, entries);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  to.focus();
}

function destination(key: string, at: number, entries: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return entries[(at + 1) % entries.length];
  if (key === 'ArrowUp') return entries.at(at - 1);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const letter = key.toLocaleLowerCase();
  const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  return after.find((entry) => entry.textContent?.trim().toLocaleLowerCase().startsWith(letter));
}
