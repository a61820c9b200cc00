import type { AuthProvidersOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenClient, Select, Switch, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from './messages.ts';

type Provider = AuthProvidersOutput['items'][number];
interface Props {
  /** undefined for a new one. */
  readonly provider: Provider | undefined;
  readonly kinds: AuthProvidersOutput['kinds'];
  readonly lms: ScreenClient;
  readonly redirect: ComponentChildren;
  readonly onClose: () => void;
  readonly onSaved: (provider: Provider) => unknown;
}
/** Names of makers are the same in every language. */
const known: Readonly<Record<string, string>> = {
  google: 'Google',
  microsoft: 'Microsoft Entra ID',
  gitlab: 'GitLab.com',
  github: 'GitHub',
};
const admits = ['learner', 'instructor', 'nobody'] as const;

export function ProviderForm({ provider, kinds, lms, redirect, onClose, onSaved }: Props) {
  const kind = useSignal(provider?.kind ?? kinds[0]?.kind ?? 'oidc');
  const name = useSignal(provider?.name ?? known[kind.value] ?? '');
  const domains = useSignal(provider?.domains.join(', ') ?? '');
  const fixed = kinds.find((one) => one.kind === kind.value)?.issuer ?? null;
  const save = useAction(async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim();
    const on = (field: string) => form.get(field) !== null;
    const given = {
      name: name.value,
      clientId: text('clientId'),
      domains: domains.value.split(/[\s,;]+/).filter(Boolean),
      admits: text('admits') as Provider['admits'],
      trusted: on('trusted'),
      required: on('required'),
      button: on('button'),
      ...(fixed === null && { issuer: text('issuer') }),
      ...(text('clientSecret') !== '' && { clientSecret: text('clientSecret') }),
    };
    const saved = provider
      ? await lms.auth.updateProvider({ providerId: provider.id, ...given })
      : await lms.auth.addProvider({ kind: kind.value, ...given });
    await onSaved(saved);
  });
  const hasDomains = domains.value.trim() !== '';
  return (
    <Dialog
      open
      onClose={onClose}
      title={provider ? t('provider.edit', { name: provider.name }) : t('provider.new')}
      actions={false}
    >
      <Form onSubmit={save.run} problem={save.problem}>
        {!provider && (
          <Select
            label={t('kind')}
            name="kind"
            value={kind}
            options={kinds.map(({ kind: one }) => ({
              value: one,
              label: known[one] ?? (one === 'oidc' ? t('kind.oidc') : one),
            }))}
            onValue={(one) => (name.value = known[one] ?? '')}
          />
        )}
        <TextField label={t('provider.name')} hint={t('provider.name-hint')} name="name" value={name} maxLength={200} />
        {fixed === null && (
          <TextField
            label={t('issuer')}
            hint={kind.value === 'microsoft' ? t('issuer.microsoft') : t('issuer.hint')}
            name="issuer"
            type="url"
            value={provider?.issuer ?? ''}
            maxLength={500}
          />
        )}
        {redirect}
        <TextField
          label={t('client-id')}
          name="clientId"
          value={provider?.clientId ?? ''}
          autocomplete="off"
          maxLength={500}
        />
        <TextField
          label={t('client-secret')}
          hint={provider?.hasSecret ? t('client-secret.kept') : t('client-secret.hint')}
          name="clientSecret"
          type="password"
          autocomplete="off"
          optional
          maxLength={2_000}
        />
        <TextField
          label={t('domains')}
          hint={t('domains.hint')}
          name="domains"
          value={domains}
          optional
          placeholder="example.org"
        />
        <Select
          label={t('admits')}
          name="admits"
          value={provider?.admits ?? 'learner'}
          options={admits.map((value) => ({ value, label: t(`admits.${value}`) }))}
        />
        <Switch name="button" checked={provider?.button ?? true}>
          {t('button')}
        </Switch>
        {hasDomains && (
          <>
            <div>
              <Switch name="trusted" checked={provider?.trusted ?? false}>
                {t('trusted')}
              </Switch>
              <p class="small muted">{t('trusted.hint')}</p>
            </div>
            <div>
              <Switch name="required" checked={provider?.required ?? false}>
                {t('required')}
              </Switch>
              <p class="small muted">{t('required.hint')}</p>
            </div>
          </>
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
