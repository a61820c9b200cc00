import type { AuthConnectedAccountsOutput, AuthSignOnOptionsOutput } from '@lectern/sdk';
import { Button, Confirm, Problem, type ScreenClient, Section, Time, useAction, useData } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useFresh } from '../security/confirm.tsx';
import { leave } from './leave.ts';
import { t } from './messages.ts';
import './sign-on.css';

type Account = AuthConnectedAccountsOutput['items'][number];
interface Known {
  readonly accounts: readonly Account[];
  readonly ways: AuthSignOnOptionsOutput['ways'];
}

/** On /account/security: the accounts of other places that sign in as this one. */
export function Filling({ lms }: { readonly lms: ScreenClient }) {
  const fresh = useFresh(lms);
  const known = useData<Known | undefined>(undefined, async () => {
    const [{ items: accounts }, { ways }] = await Promise.all([
      lms.auth.connectedAccounts(),
      lms.auth.signOnOptions({}),
    ]);
    return { accounts, ways };
  });
  const removing = useSignal<Account | undefined>(undefined);
  const last = useSignal(false);
  useEffect(() => void known.refresh(), [lms]);
  const connect = useAction((providerId: string) =>
    fresh.act(() => leave(lms, { providerId, connect: true }, '/account/security')),
  );
  const remove = useAction(async () => {
    const { id: accountId } = removing.value!;
    try {
      await fresh.act(() => lms.auth.disconnectAccount({ accountId, anyway: last.value }));
    } catch (error) {
      if ((error as { code?: string }).code !== 'auth.last_way_in') throw error;
      last.value = true; // the dialog says so, and asks once more
      return;
    }
    removing.value = undefined;
    await known.refresh();
  });
  const { accounts, ways } = known.data ?? { accounts: [], ways: [] };
  if (accounts.length === 0 && ways.length === 0) return null;
  return (
    <Section title={t('accounts')}>
      <div class="stack">
        <p class="soft">{t('accounts.lead')}</p>
        {connect.problem && <Problem problem={connect.problem} />}
        {accounts.length > 0 && (
          <ul class="rows sign-on-rows" aria-label={t('accounts')}>
            {accounts.map((account) => (
              <li key={account.id}>
                <div>
                  <p>
                    <strong>
                      <bdi>{account.provider}</bdi>
                    </strong>
                    {account.email && (
                      <>
                        {' '}
                        <bdi>{account.email}</bdi>
                      </>
                    )}
                  </p>
                  <p class="small muted">
                    {t.parts('account.since', { when: <Time at={account.connectedAt} /> })}{' '}
                    {account.lastUsedAt
                      ? t.parts('used', { when: <Time at={account.lastUsedAt} as="ago" /> })
                      : t('unused')}
                  </p>
                </div>
                <Button
                  size="s"
                  kind="quiet"
                  label={t('account.disconnect-this', { name: account.provider })}
                  onClick={() => {
                    last.value = false;
                    remove.clear();
                    removing.value = account;
                  }}
                >
                  {t('account.disconnect')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div class="row">
          {ways.map(({ providerId, name }) => (
            <Button
              key={providerId}
              size="s"
              icon="link"
              busy={connect.busy}
              onClick={() => void connect.run(providerId)}
            >
              {t('account.connect', { name })}
            </Button>
          ))}
        </div>
      </div>
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={t('account.disconnect-this', { name: removing.value?.provider ?? '' })}
        deed={last.value ? t('remove-anyway') : t('account.disconnect')}
        busy={remove.busy}
        onConfirm={() => remove.run()}
      >
        <p>{last.value ? t('last-way-in') : t('account.disconnect-why')}</p>
        {remove.problem && <Problem problem={remove.problem} />}
      </Confirm>
      {fresh.dialog}
    </Section>
  );
}
