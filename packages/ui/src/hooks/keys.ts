// Keys that act without a pointer: one listener, the newest binding first, never inside a field.
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface KeyBinding {
  /** As it is pressed: `/`, `?`, `j`, `ArrowRight`, `Alt+ArrowUp`, or a sequence `g c`. Letters are matched without case. */
  readonly keys: string;
  /** What it does, for the list that `?` shows. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => unknown;
}

const stack = /* #__PURE__ */ signal<readonly (readonly KeyBinding[])[]>([]);
const storageName = 'lectern.keys';

/** Whether single characters act (WCAG 2.2, 2.1.4: they can be turned off). Kept in the browser. */
export const singleKeys = /* #__PURE__ */ signal(readSetting());

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  try {
    localStorage.setItem(storageName, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing still obeys until the page is left.
  }
}

/** Every binding that acts now, the newest first. */
export const boundKeys = (): readonly KeyBinding[] => [...stack.value].reverse().flat();

/** Binds keys while the component is there. A screen opened on top goes first; what it does not bind falls through. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const named = bindings.map(({ keys }) => keys).join(' , ');
  // Before the paint: a key pressed at what has just appeared must be heard, and during a view transition no paint comes.
  useLayoutEffect(() => {
    // The list is fixed while the keys are the same; what they run is always the newest.
    const mine = latest.current.map(({ keys, label }, i) => ({
      keys,
      label,
      run: (event: KeyboardEvent) => latest.current[i]?.run(event),
    }));
    stack.value = [...stack.peek(), mine];
    document.addEventListener('keydown', listen); // the same listener twice is one listener
    return () => {
      stack.value = stack.peek().filter((one) => one !== mine);
      if (stack.peek().length === 0) document.removeEventListener('keydown', listen);
    };
  }, [named]);
}

const patience = 1200; // ms between the keys of a sequence
let begun = { keys: '', at: 0 };

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || writesText(event.target)) return;
  const pressed = nameOf(event);
  if (!pressed || (!singleKeys.peek() && pressed.length === 1)) return;
  const now = Date.now();
  const sequence = begun.keys && now - begun.at < patience ? `${begun.keys} ${pressed}` : pressed;
  begun = { keys: '', at: 0 };
  const all = [...stack.peek()].reverse().flat();
  const binding =
    all.find(({ keys }) => keys.toLowerCase() === sequence) ?? all.find(({ keys }) => keys.toLowerCase() === pressed);
  if (binding) {
    event.preventDefault();
    binding.run(event);
  } else if (all.some(({ keys }) => keys.toLowerCase().startsWith(`${pressed} `))) {
    begun = { keys: pressed, at: now };
  }
}

/** Lower case, with Alt where it is held; undefined for what belongs to the browser or the system (Ctrl, Cmd). */
function nameOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string | undefined {
  if (ctrlKey || metaKey || ['Shift', 'Alt', 'Control', 'Meta'].includes(key)) return undefined;
  const shift = shiftKey && key.length > 1 ? 'shift+' : ''; // "?" already is what Shift made of a key
  return `${altKey ? 'alt+' : ''}${shift}${key}`.toLowerCase();
}

/** Where keys are text: fields, editors, and an open menu or list that finds entries by letter. */
function writesText(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  return (
    element?.closest(
      'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="textbox"], [role="listbox"]',
    ) != null
  );
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(storageName) !== 'off';
  } catch {
    return true;
  }
}
