import { Button, Callout, Dialog } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from './messages.ts';

export interface Made {
  readonly name: string;
  readonly key: string;
}

/** The one time that a key is shown. A press beside it does not close it: what is not copied is lost. */
export function MadeKey({ made, onClose }: { readonly made: Made | undefined; readonly onClose: () => void }) {
  const copied = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    // Only https and localhost have it; elsewhere the key stays selected for Ctrl C.
    await navigator.clipboard?.writeText(made?.key ?? '');
    copied.value = navigator.clipboard !== undefined;
  };
  return (
    <Dialog
      open={made !== undefined}
      onClose={onClose}
      role="alertdialog"
      title={t('keys.made', { name: made?.name ?? '' })}
      actions={
        <Button
          kind="primary"
          onClick={() => {
            copied.value = false;
            onClose();
          }}
        >
          {t('keys.done')}
        </Button>
      }
    >
      <div class="stack">
        <Callout tone="warn">{t('keys.made-once')}</Callout>
        <div class="made-key">
          <input
            ref={field}
            class="input"
            readOnly
            dir="ltr"
            value={made?.key ?? ''}
            aria-label={t('keys.made', { name: made?.name ?? '' })}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button icon={copied.value ? 'check' : 'copy'} data-first onClick={() => void copy()}>
            {copied.value ? t('keys.copied') : t('keys.copy')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
