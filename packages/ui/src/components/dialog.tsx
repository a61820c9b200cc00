import { type ComponentChildren, Fragment } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../messages/t.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  readonly open: boolean;
  /** Esc, a press beside the dialog, or the browser's back gesture. Close it here: set what `open` reads to false. */
  readonly onClose: () => void;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Buttons, the safe one first; one that closes without them; `false` where a form in it brings its own `.dialog-actions`. */
  readonly actions?: ComponentChildren;
  /** `alertdialog` asks about something that cannot be undone; a press beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
}

/** What is in it stays this long after it was closed, so that it fades with its words and not as an empty box: above `--t-3`. */
const fadeMilliseconds = 400;

/** The native modal dialog: focus goes in, stays in and comes back by the browser's own doing. */
export function Dialog({ open, onClose, title, children, actions, role = 'dialog' }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [filled, setFilled] = useState(false);
  // Whoever closes it often has nothing to ask any more: what it said last is shown while it fades.
  const said = useRef({ title, children, actions, turn: 0, open: false });
  if (open) said.current = { title, children, actions, turn: said.current.turn + (said.current.open ? 0 : 1), open };
  else said.current.open = false;
  useLayoutEffect(() => {
    const element = dialog.current;
    if (open) {
      setFilled(true);
      if (!element?.open) element?.showModal();
      // Not `autofocus`: browsers complain about one that arrives in a page where something has the focus already.
      element?.querySelector<HTMLElement>('[data-first]')?.focus();
      return;
    }
    if (element?.open) {
      element.close();
      // What the focus would come back to is gone, deleted by what the dialog asked about.
      if (document.activeElement === document.body || element.contains(document.activeElement))
        document.getElementById('main')?.focus({ preventScroll: true });
    }
    const timer = setTimeout(() => setFilled(false), fadeMilliseconds);
    return () => clearTimeout(timer);
  }, [open]);
  // Kept in the page while closed so that closing gives the focus back, but empty: it costs one element.
  return (
    <dialog
      ref={dialog}
      class="dialog"
      role={role === 'dialog' ? undefined : role}
      aria-labelledby={`${id}-title`}
      aria-describedby={role === 'alertdialog' ? `${id}-text` : undefined}
      aria-hidden={open ? undefined : 'true'}
      closedby={role === 'alertdialog' ? 'closerequest' : 'any'}
      // Told in a task of its own, when another opening may have begun: that one is not to be closed by it.
      onClose={() => open && !dialog.current?.open && onClose()}
    >
      {(open || filled) && (
        <Fragment key={said.current.turn}>
          <h2 id={`${id}-title`}>{said.current.title}</h2>
          {said.current.children && <div id={`${id}-text`}>{said.current.children}</div>}
          {said.current.actions !== false && (
            <div class="dialog-actions">
              {said.current.actions ?? <Button onClick={onClose}>{t('action.close')}</Button>}
            </div>
          )}
        </Fragment>
      )}
    </dialog>
  );
}

export interface ConfirmProps extends Pick<DialogProps, 'open' | 'onClose' | 'title' | 'children'> {
  /** Names the deed: "Delete lesson", never "OK". */
  readonly deed: string;
  /** `primary` for a deed that others notice but that can be taken back; `final` without one. */
  readonly kind?: 'final' | 'primary';
  /** It would be refused: what stands in the dialog says why, and only the safe choice is offered. */
  readonly impossible?: boolean;
  readonly onConfirm: () => unknown;
  /** The safe choice, first and focused: "Keep it". */
  readonly keep?: string;
  readonly busy?: boolean;
  /** "Deleting lesson"; the deed itself without it. */
  readonly busyLabel?: string;
}

/** Asks before what cannot be undone, or what others notice at once. What can be undone is done, with a toast. */
export const Confirm = ({
  deed,
  kind = 'final',
  impossible,
  onConfirm,
  keep = t('action.keep'),
  busy,
  busyLabel = deed,
  ...dialog
}: ConfirmProps) => (
  <Dialog
    {...dialog}
    role="alertdialog"
    actions={
      <>
        <Button data-first onClick={dialog.onClose}>
          {keep}
        </Button>
        {!impossible && (
          <Button kind={kind} busy={busy === true} busyLabel={busyLabel} onClick={() => void onConfirm()}>
            {deed}
          </Button>
        )}
      </>
    }
  />
);
