import type { AuthDeviceOutput, OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Callout, Form, type ScreenProps, TextField, Time, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { Door } from '../door.tsx';
import { t } from '../keys/messages.ts';
import './device.css';

interface Asked extends AuthDeviceOutput {
  readonly code: string;
}

/** A code from another screen, what stands behind it, and yes or no (RFC 8628, 3.3). */
export function Page({ data: school, lms, query, viewer }: ScreenProps<OrganizationsCurrentOutput>) {
  const asked = useSignal<Asked | undefined>(undefined);
  const answered = useSignal<'allowed' | 'denied' | undefined>(undefined);
  const find = useAction(async (form: FormData) => {
    const code = String(form.get('code'));
    asked.value = { ...(await lms.auth.device({ code })), code };
  });
  const decide = useAction(async (allow: boolean) => {
    await lms.auth.decideDevice({ code: asked.value!.code, allow });
    answered.value = allow ? 'allowed' : 'denied';
  });
  if (answered.value) {
    const link = <a href={to('/account/keys')}>{t('keys')}</a>;
    return (
      <Door school={school} title={t(`device.${answered.value}`)}>
        <p role="status">
          {answered.value === 'allowed' ? t.parts('device.allowed-why', { link }) : t('device.denied-why')}
        </p>
      </Door>
    );
  }
  if (!asked.value) {
    return (
      <Door school={school} title={t('device')} lead={t('device.lead')}>
        <Form onSubmit={find.run} problem={find.problem}>
          <TextField
            label={t('device.code')}
            hint={t('device.code-hint')}
            name="code"
            value={query.get('code') ?? ''}
            autocomplete="off"
            maxLength={40}
          />
          <Button kind="primary" size="l" wide submit busy={find.busy}>
            {t('device.go-on')}
          </Button>
        </Form>
      </Door>
    );
  }
  const { client, machine, permissions, network, requestedAt, code } = asked.value;
  const time = <Time at={requestedAt} as="ago" />;
  return (
    <Door
      school={school}
      title={t('device.asks', { client, machine })}
      lead={t.parts('device.you', { name: <bdi>{viewer?.name ?? ''}</bdi> })}
    >
      <div class="stack">
        <p class="device-code">
          <code dir="ltr">{code.toUpperCase()}</code>
        </p>
        <p class="small muted">
          {network
            ? t.parts('device.since', { time, network: <bdi>{network}</bdi> })
            : t.parts('device.since-here', { time })}
        </p>
        <p>{permissions ? t('device.some') : t('device.all')}</p>
        {permissions && (
          <ul>
            {permissions.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        )}
        <Callout tone="warn" title={t('device.warn')}>
          {t('device.warn-why')}
        </Callout>
        <Form onSubmit={() => decide.run(true)} problem={decide.problem}>
          <div class="row">
            <Button size="l" onClick={() => void decide.run(false)}>
              {t('device.deny')}
            </Button>
            <Button kind="primary" size="l" submit busy={decide.busy}>
              {t('device.allow')}
            </Button>
          </div>
        </Form>
      </div>
    </Door>
  );
}
