import { Button, ButtonLink, Callout, Dialog } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';

/** The one time that recovery codes are shown: to copy, to keep as a file, to print. A press beside it does not close it. */
export function RecoveryCodes({
  codes,
  onClose,
}: {
  readonly codes: readonly string[] | undefined;
  readonly onClose: () => void;
}) {
  const copied = useSignal(false);
  const text = (codes ?? []).join('\n');
  const copy = async () => {
    // Only https and localhost have it; elsewhere there are the file and the printer.
    await navigator.clipboard?.writeText(text);
    copied.value = true;
  };
  return (
    <Dialog
      open={codes !== undefined}
      onClose={onClose}
      role="alertdialog"
      title={t('codes')}
      actions={
        <Button
          kind="primary"
          onClick={() => {
            copied.value = false;
            onClose();
          }}
        >
          {t('codes.have')}
        </Button>
      }
    >
      <div class="stack">
        <Callout tone="warn">{t('codes.once')}</Callout>
        <ol class="recovery-codes" aria-label={t('codes')}>
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div class="row">
          {'clipboard' in navigator && (
            <Button size="s" icon={copied.value ? 'check' : 'copy'} data-first onClick={() => void copy()}>
              {copied.value ? t('codes.copied') : t('codes.copy')}
            </Button>
          )}
          <ButtonLink
            kind="secondary"
            size="s"
            icon="download"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="recovery-codes.txt"
          >
            {t('codes.file')}
          </ButtonLink>
          <Button size="s" onClick={() => window.print()}>
            {t('codes.print')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
