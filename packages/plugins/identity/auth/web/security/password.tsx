import { Button, Form, type ScreenClient, Section, TextField, toast, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { Fresh } from './confirm.tsx';
import { t } from './messages.ts';

export function Password({
  has,
  lms,
  fresh,
}: {
  readonly has: boolean;
  readonly lms: ScreenClient;
  readonly fresh: Fresh;
}) {
  const open = useSignal(false);
  const change = useAction(async (form: FormData) => {
    const password = String(form.get('password'));
    await fresh.act(() => lms.auth.changePassword({ password }));
    open.value = false;
    toast(t('password.changed'));
  });
  return (
    <Section title={t('password')}>
      {open.value ? (
        <Form onSubmit={change.run} problem={change.problem} class="stack security-form">
          <TextField
            label={t('password.new')}
            hint={t('password.hint')}
            name="password"
            type="password"
            autocomplete="new-password"
            minLength={10}
            maxLength={200}
            autofocus
          />
          <div class="row">
            <Button kind="primary" submit busy={change.busy}>
              {t('password.set')}
            </Button>
            <Button onClick={() => (open.value = false)}>{t('not-now')}</Button>
          </div>
        </Form>
      ) : (
        <div class="stack">
          <p>{has ? t('password.has') : t('password.none')}</p>
          <div>
            <Button onClick={() => (open.value = true)}>{has ? t('password.change') : t('password.make')}</Button>
          </div>
        </div>
      )}
    </Section>
  );
}
