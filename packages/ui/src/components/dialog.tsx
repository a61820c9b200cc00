import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../messages/t.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  readonly open: boolean;
  /** Esc, a press beside the dialog, or the browser's back gesture. Close it here: set what `open` reads to false. */
  readonly onClose: () => void;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Buttons, the safe one first; one that closes without them. */
  readonly actions?: ComponentChildren;
  /** `alertdialog` asks about something that cannot be undone; a press beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
}

/** The native modal dialog: focus goes in, stays in and comes back by the browser's own doing. */
export function Dialog({ open, onClose, title, children, actions, role = 'dialog' }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) {
      element?.showModal();
      // Not `autofocus`: browsers complain about one that arrives in a page where something has the focus already.
      element?.querySelector<HTMLElement>('[data-first]')?.focus();
    }
    if (!open && element?.open) element.close();
  }, [open]);
  // Kept in the page while closed so that closing gives the focus back, but empty: it costs one element.
  return (
    <dialog
      ref={dialog}
      class="dialog"
      role={role === 'dialog' ? undefined : role}
      aria-labelledby={`${id}-title`}
      aria-describedby={role === 'alertdialog' ? `${id}-text` : undefined}
      closedby={role === 'alertdialog' ? 'closerequest' : 'any'}
      onClose={onClose}
    >
      {open && (
        <>
          <h2 id={`${id}-title`}>{title}</h2>
          {children && <div id={`${id}-text`}>{children}</div>}
          <div class="dialog-actions">{actions ?? <Button onClick={onClose}>{t('action.close')}</Button>}</div>
        </>
      )}
    </dialog>
  );
}

export interface ConfirmProps extends Pick<DialogProps, 'open' | 'onClose' | 'title' | 'children'> {
  /** Names the deed: "Delete lesson", never "OK". */
  readonly deed: string;
  readonly onConfirm: () => unknown;
  /** The safe choice, first and focused: "Keep it". */
  readonly keep?: string;
  readonly busy?: boolean;
  /** "Deleting lesson"; the deed itself without it. */
  readonly busyLabel?: string;
}

/** Asks before what cannot be undone. What can be undone is done, with a toast. */
export const Confirm = ({
  deed,
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
        <Button kind="final" busy={busy === true} busyLabel={busyLabel} onClick={() => void onConfirm()}>
          {deed}
        </Button>
      </>
    }
  />
);
