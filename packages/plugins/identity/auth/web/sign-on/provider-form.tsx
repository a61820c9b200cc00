import type { AuthProvidersOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenClient, Select, Switch, TextArea, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { BackTo } from './back-to.tsx';
import { t } from './messages.ts';

type Provider = AuthProvidersOutput['items'][number];
interface Props {
  /** undefined for a new one. */
  readonly provider: Provider | undefined;
  readonly kinds: AuthProvidersOutput['kinds'];
  readonly lms: ScreenClient;
  readonly onClose: () => void;
  readonly onSaved: (provider: Provider) => unknown;
}
/** Names of makers are the same in every language. */
const makers: Readonly<Record<string, string>> = {
  google: 'Google',
  microsoft: 'Microsoft',
  gitlab: 'GitLab.com',
  apple: 'Apple',
  github: 'GitHub',
};
/** What to do over there, in its own words. */
const steps = ['google', 'microsoft', 'gitlab', 'apple', 'github', 'oidc'] as const;
const details = ['tenant', 'teamId', 'keyId'] as const;
const oneOf = <T extends string>(list: readonly T[], given: string): T | undefined => list.find((one) => one === given);
const admits = ['learner', 'instructor', 'nobody'] as const;

export function ProviderForm({ provider, kinds, lms, onClose, onSaved }: Props) {
  const kind = useSignal(provider?.kind ?? kinds[0]?.kind ?? 'oidc');
  const name = useSignal(provider?.name ?? makers[kind.value] ?? '');
  const domains = useSignal(provider?.domains.join(', ') ?? '');
  const known = kinds.find((one) => one.kind === kind.value);
  const asks = known?.asks ?? [];
  const step = oneOf(steps, kind.value);
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
      details: Object.fromEntries(asks.map(({ name: detail }) => [detail, text(`details/${detail}`)])),
      ...(known?.issuer === null && { issuer: text('issuer') }),
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
              label: makers[one] ?? (one === 'oidc' ? t('kind.oidc') : one),
            }))}
            onValue={(one) => (name.value = makers[one] ?? '')}
          />
        )}
        <TextField label={t('provider.name')} hint={t('provider.name-hint')} name="name" value={name} maxLength={200} />
        {known && (
          <div class="small soft stack">
            {step && <p>{t(`steps.${step}`)}</p>}
            {known.register && (
              <p>
                <a href={known.register} target="_blank" rel="noreferrer">
                  {t('register', { name: makers[kind.value] ?? name.value })}
                </a>
              </p>
            )}
          </div>
        )}
        {known && <BackTo address={known.redirect} />}
        {known?.issuer === null && (
          <TextField
            label={t('issuer')}
            hint={t('issuer.hint')}
            name="issuer"
            type="url"
            value={provider?.issuer ?? ''}
            maxLength={500}
          />
        )}
        {asks.map(({ name: detail, pattern }) => {
          const word = oneOf(details, detail);
          return (
            <TextField
              key={`${kind.value} ${detail}`}
              label={word ? t(`detail.${word}`) : detail}
              hint={word && t(`detail.${word}.hint`)}
              name={`details/${detail}`}
              value={provider?.details[detail] ?? ''}
              pattern={pattern.replace(/^\^|\$$/g, '')}
              autocomplete="off"
              maxLength={200}
            />
          );
        })}
        <TextField
          label={kind.value === 'apple' ? t('client-id.apple') : t('client-id')}
          name="clientId"
          value={provider?.clientId ?? ''}
          autocomplete="off"
          maxLength={500}
        />
        {known?.secret === 'key' ? (
          <TextArea
            label={t('client-key')}
            hint={provider?.hasSecret ? t('client-secret.kept') : t('client-key.hint')}
            name="clientSecret"
            rows={4}
            autocomplete="off"
            optional={provider?.hasSecret === true}
            placeholder="-----BEGIN PRIVATE KEY-----"
            maxLength={4_000}
          />
        ) : (
          <TextField
            label={t('client-secret')}
            hint={provider?.hasSecret ? t('client-secret.kept') : t('client-secret.hint')}
            name="clientSecret"
            type="password"
            autocomplete="off"
            optional
            maxLength={4_000}
          />
        )}
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
            {!known?.everybodys && (
              <div>
                <Switch name="trusted" checked={provider?.trusted ?? false}>
                  {t('trusted')}
                </Switch>
                <p class="small muted">{t('trusted.hint')}</p>
              </div>
            )}
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
