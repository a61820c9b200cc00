import type { AuthServiceAccountsOutput, GatewayUsageOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Confirm,
  Empty,
  Menu,
  PageHead,
  Problem,
  type ScreenProps,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { type Ending, EndKey } from '../keys/end-key.tsx';
import '../keys/keys.css';
import { type Made, MadeKey } from '../keys/made.tsx';
import { t } from '../keys/messages.ts';
import type { Given } from '../keys/permissions.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountKeys } from './account-keys.tsx';
import { NewAccountKey } from './new-account-key.tsx';

type Account = AuthServiceAccountsOutput['items'][number];
export interface Accounts {
  readonly accounts: readonly Account[];
  /** Of these days, by key; empty for who may not see it. */
  readonly used: GatewayUsageOutput['items'];
  readonly given: Given;
}

/** The programs of the school itself, with their keys. */
export function Page({ data, lms }: ScreenProps<Accounts>) {
  const list = useData(
    data.accounts,
    async (): Promise<readonly Account[]> => (await lms.auth.serviceAccounts()).items,
  );
  const refresh = () => void list.refresh();
  const editing = useSignal<Account | 'new' | undefined>(undefined);
  const keyFor = useSignal<Account | undefined>(undefined);
  const removing = useSignal<Account | undefined>(undefined);
  const made = useSignal<Made | undefined>(undefined);
  const ending = useSignal<Ending | undefined>(undefined);
  const turn = useAction(async ({ id, disabledAt }: Account) => {
    await lms.auth.updateServiceAccount({ accountId: id, disabled: disabledAt === null });
    refresh();
  });
  const remove = useAction(async () => {
    await lms.auth.removeServiceAccount({ accountId: removing.value!.id });
    removing.value = undefined;
    refresh();
  });
  const create = (
    <Button kind="primary" icon="plus" onClick={() => (editing.value = 'new')}>
      {t('accounts.new')}
    </Button>
  );
  const itemsOf = (account: Account) => [
    { label: t('accounts.edit-short'), icon: 'pencil-line' as const, onSelect: () => (editing.value = account) },
    {
      label: account.disabledAt ? t('accounts.enable') : t('accounts.disable'),
      icon: account.disabledAt ? ('play' as const) : ('pause' as const),
      onSelect: () => turn.run(account),
    },
    'rule' as const,
    { label: t('accounts.remove'), icon: 'trash' as const, danger: true, onSelect: () => (removing.value = account) },
  ];
  return (
    <>
      <PageHead title={t('accounts')} size="medium" actions={list.data.length > 0 && create}>
        {t('accounts.lead')}
      </PageHead>
      {turn.problem && <Problem problem={turn.problem} />}
      {list.data.length === 0 && (
        <Empty title={t('accounts.none')} action={create}>
          {t('accounts.none-why')}
        </Empty>
      )}
      {list.data.map((account) => (
        <section key={account.id} class="service-account stack" aria-label={account.name}>
          <div class="account-head">
            <h2>
              <bdi>{account.name}</bdi>
            </h2>
            {account.disabledAt && <Badge tone="warn">{t('accounts.off')}</Badge>}
            <span class="row">
              <Button size="s" icon="key-round" onClick={() => (keyFor.value = account)}>
                {t('accounts.new-key')}
              </Button>
              <Menu size="s" label={t('accounts.more', { name: account.name })} items={itemsOf(account)} />
            </span>
          </div>
          {account.description && (
            <p class="soft">
              <bdi>{account.description}</bdi>
            </p>
          )}
          <p class="small muted">
            {t.parts('accounts.may', { permissions: <code>{account.permissions.join(', ')}</code> })}
          </p>
          <AccountKeys account={account} used={data.used} lms={lms} onEnd={(one) => (ending.value = one)} />
        </section>
      ))}
      <AccountForm
        of={editing.value}
        given={data.given}
        lms={lms}
        onClose={() => (editing.value = undefined)}
        onSaved={refresh}
      />
      <NewAccountKey
        of={keyFor.value}
        lms={lms}
        onClose={() => (keyFor.value = undefined)}
        onMade={(one) => {
          keyFor.value = undefined;
          made.value = one;
          refresh();
        }}
      />
      <MadeKey made={made.value} onClose={() => (made.value = undefined)} />
      <EndKey of={ending.value} onClose={() => (ending.value = undefined)} onEnded={refresh} />
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={t('accounts.remove-this', { name: removing.value?.name ?? '' })}
        deed={t('accounts.remove')}
        keep={t('accounts.keep')}
        busy={remove.busy}
        onConfirm={remove.run}
      >
        <p>{t('accounts.remove-why')}</p>
        {remove.problem && <Problem problem={remove.problem} />}
      </Confirm>
    </>
  );
}
