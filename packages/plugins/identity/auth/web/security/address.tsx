import type { AuthAddressOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Form,
  Problem,
  type ScreenClient,
  Section,
  TextField,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { Fresh } from './confirm.tsx';
import { t } from './messages.ts';

interface AddressProps {
  readonly initial: AuthAddressOutput;
  readonly lms: ScreenClient;
  readonly fresh: Fresh;
}

export function Address({ initial, lms, fresh }: AddressProps) {
  const address = useData(initial, () => lms.auth.address());
  const open = useSignal(false);
  const confirm = useAction(async () => {
    await lms.auth.confirmAddress();
    toast(t('address.mailed', { email: address.data.email }));
  });
  const change = useAction(async (form: FormData) => {
    const email = String(form.get('email'));
    await fresh.act(() => lms.auth.changeAddress({ email }));
    open.value = false;
    await address.refresh();
  });
  const { email, confirmed, next } = address.data;
  return (
    <Section title={t('address')}>
      <div class="stack">
        <p>
          <bdi>{email}</bdi>{' '}
          {confirmed ? <Badge tone="good">{t('address.confirmed')}</Badge> : <Badge>{t('address.unconfirmed')}</Badge>}
        </p>
        {next !== null && next !== email && <p>{t.parts('address.waits', { email: <bdi>{next}</bdi> })}</p>}
        {confirm.problem && <Problem problem={confirm.problem} />}
        {open.value ? (
          <Form onSubmit={change.run} problem={change.problem} class="stack security-form">
            <TextField
              label={t('address.new')}
              hint={t('address.hint')}
              name="email"
              type="email"
              autocomplete="email"
              maxLength={254}
              autofocus
            />
            <div class="row">
              <Button kind="primary" submit busy={change.busy}>
                {t('address.set')}
              </Button>
              <Button onClick={() => (open.value = false)}>{t('not-now')}</Button>
            </div>
          </Form>
        ) : (
          <div class="row">
            <Button onClick={() => (open.value = true)}>{t('address.change')}</Button>
            {!confirmed && (
              <Button busy={confirm.busy} onClick={() => void confirm.run()}>
                {t('address.confirm')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}
