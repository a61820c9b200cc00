import { Button, Dialog, Form, type ScreenProps, TextField, toast, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from '../words/words.ts';

interface HoldProps {
  readonly lms: ScreenProps['lms'];
  /** Nothing means the whole log. */
  readonly on: { readonly person?: string; readonly target?: string };
  /** How whom or what it is about is called. */
  readonly about?: string;
  readonly primary?: boolean;
  readonly done?: () => unknown;
}

/** Sets a legal hold: entries that are kept whatever their age, with the reason why. */
export function HoldButton({ lms, on, about, primary = false, done }: HoldProps) {
  const open = useSignal(false);
  const hold = useAction(async (form: FormData) => {
    await lms.audit.hold({ ...on, reason: String(form.get('reason')) });
    open.value = false;
    toast({ text: t('hold.done') });
    await done?.();
  });
  const title = about === undefined ? t('hold.set.all') : t('hold.set.about', { about });
  return (
    <>
      <Button
        icon="lock"
        kind={primary ? 'primary' : 'secondary'}
        onClick={() => {
          hold.clear();
          open.value = true;
        }}
      >
        {title}
      </Button>
      <Dialog open={open.value} onClose={() => (open.value = false)} title={title} actions={false}>
        <Form onSubmit={hold.run} problem={hold.problem}>
          <p>{t('hold.what')}</p>
          <TextField label={t('hold.reason')} hint={t('hold.reason.hint')} name="reason" maxLength={200} />
          <div class="dialog-actions">
            <Button onClick={() => (open.value = false)}>{t('close')}</Button>
            <Button kind="primary" submit busy={hold.busy}>
              {t('hold.set')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
