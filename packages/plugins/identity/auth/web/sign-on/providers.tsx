import type { AuthProvidersOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Callout,
  Confirm,
  Empty,
  Menu,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { BackTo } from './back-to.tsx';
import { t } from './messages.ts';
import { ProviderForm } from './provider-form.tsx';
import './sign-on.css';

type Provider = AuthProvidersOutput['items'][number];

/** With which accounts of other places people sign in here. */
export function Page({ data, lms }: ScreenProps<AuthProvidersOutput>) {
  const list = useData(data, () => lms.auth.providers());
  const editing = useSignal<Provider | 'new' | undefined>(undefined);
  const removing = useSignal<Provider | undefined>(undefined);
  const tested = useSignal<{ readonly id: string; readonly problem: string | null } | undefined>(undefined);
  const turn = useAction(async ({ id, enabled }: Provider) => {
    await lms.auth.updateProvider({ providerId: id, enabled: !enabled });
    await list.refresh();
  });
  const test = useAction(async ({ id }: Provider) => {
    tested.value = undefined;
    tested.value = { id, problem: (await lms.auth.testProvider({ providerId: id })).problem };
  });
  const remove = useAction(async () => {
    await lms.auth.removeProvider({ providerId: removing.value!.id });
    removing.value = undefined;
    await list.refresh();
  });
  const { items, kinds, redirect } = list.data;
  const backOf = (kind: string) => kinds.find((one) => one.kind === kind)?.redirect ?? redirect;
  const create = (
    <Button kind="primary" icon="plus" onClick={() => (editing.value = 'new')}>
      {t('provider.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('providers')} size="medium" actions={items.length > 0 && create}>
        {t('providers.lead')}
      </PageHead>
      {(turn.problem ?? test.problem) && <Problem problem={(turn.problem ?? test.problem)!} />}
      <Section title={t('providers.list')}>
        {items.length === 0 && (
          <Empty title={t('providers.none')} action={create}>
            {t('providers.none-why')}
          </Empty>
        )}
        <div class="rows providers">
          {items.map((provider) => (
            <section key={provider.id} class="stack" aria-label={provider.name}>
              <div class="provider-head">
                <h3>
                  <bdi>{provider.name}</bdi>
                </h3>
                <span class="row">
                  {!provider.enabled && <Badge tone="warn">{t('provider.off')}</Badge>}
                  {provider.required && <Badge tone="accent">{t('provider.required-short')}</Badge>}
                  <Button
                    size="s"
                    busy={test.busy}
                    label={t('provider.test-this', { name: provider.name })}
                    onClick={() => void test.run(provider)}
                  >
                    {t('provider.test')}
                  </Button>
                  <Menu
                    size="s"
                    label={t('more', { name: provider.name })}
                    items={[
                      { label: t('edit'), icon: 'pencil-line', onSelect: () => (editing.value = provider) },
                      {
                        label: provider.enabled ? t('provider.turn-off') : t('provider.turn-on'),
                        icon: provider.enabled ? 'pause' : 'play',
                        onSelect: () => turn.run(provider),
                      },
                      'rule',
                      { label: t('remove'), icon: 'trash', danger: true, onSelect: () => (removing.value = provider) },
                    ]}
                  />
                </span>
              </div>
              <p class="small soft">
                <bdi dir="ltr">{provider.issuer}</bdi>
                {provider.domains.length > 0 && (
                  <>
                    {' · '}
                    <bdi dir="ltr">{provider.domains.join(', ')}</bdi>
                  </>
                )}
                {' · '}
                {t('admits')} {t(`admits.${provider.admits}`)}
              </p>
              {backOf(provider.kind) !== redirect && <BackTo address={backOf(provider.kind)} />}
              <div role="status">
                {tested.value?.id === provider.id &&
                  (tested.value.problem === null ? (
                    <Callout tone="good" title={t('test.good')} />
                  ) : (
                    <Callout tone="warn" title={t('test.bad')}>
                      {tested.value.problem}
                    </Callout>
                  ))}
              </div>
            </section>
          ))}
        </div>
        {items.some(({ kind }) => backOf(kind) === redirect) && <BackTo address={redirect} />}
      </Section>
      {editing.value && (
        <ProviderForm
          provider={editing.value === 'new' ? undefined : editing.value}
          kinds={list.data.kinds}
          lms={lms}
          onClose={() => (editing.value = undefined)}
          onSaved={async (saved) => {
            editing.value = undefined;
            await list.refresh();
            await test.run(saved);
          }}
        />
      )}
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={t('provider.remove', { name: removing.value?.name ?? '' })}
        deed={t('remove')}
        busy={remove.busy}
        onConfirm={() => remove.run()}
      >
        <p>{t('provider.remove-why')}</p>
        {remove.problem && <Problem problem={remove.problem} />}
      </Confirm>
    </>
  );
}
