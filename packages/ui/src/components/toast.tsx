import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../messages/t.ts';

export interface Toast {
  readonly text: string;
  /** Takes back what was just done. */
  readonly undo?: () => unknown;
}
interface Shown extends Toast {
  readonly id: number;
}

const shown = /* #__PURE__ */ signal<readonly Shown[]>([]);
let count = 0;

/** How long a toast stays, in milliseconds. It waits while the pointer or the focus is on it. */
export const toastTime = 10_000;

/** Says what was done, with a way back. At most three are kept: an older one has had its time. */
export function toast(message: Toast | string): void {
  const one = { ...(typeof message === 'string' ? { text: message } : message), id: ++count };
  shown.value = [...shown.value, one].slice(-3);
}

const dismiss = (id: number): void => {
  shown.value = shown.value.filter((one) => one.id !== id);
};

/** Where toasts appear; once per page, in the shell. In the page from the start, or the first one would not be announced. */
export const Toasts = () => (
  <section class="toasts" aria-label={t('shell.toasts')}>
    <div role="status">
      {shown.value.map((one) => (
        <ToastLine key={one.id} {...one} />
      ))}
    </div>
  </section>
);

function ToastLine({ id, text, undo }: Shown) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wait = () => clearTimeout(timer.current);
  const go = () => {
    wait();
    timer.current = setTimeout(dismiss, toastTime, id);
  };
  useEffect(() => {
    go();
    return wait;
  }, [id]);
  return (
    <div class="toast" onPointerEnter={wait} onPointerLeave={go} onFocusIn={wait} onFocusOut={go}>
      <span>{text}</span>
      {undo && (
        <button
          type="button"
          onClick={() => {
            dismiss(id);
            undo();
          }}
        >
          {t('action.undo')}
        </button>
      )}
    </div>
  );
}
