import type { AuthServiceAccountsOutput, GatewayUsageOutput } from '@lectern/sdk';
import { Button, type ScreenClient, Table } from '@lectern/ui';
import type { Ending } from '../keys/end-key.tsx';
import { End, LastUsed, Requests } from '../keys/facts.tsx';
import { t } from '../keys/messages.ts';

type Account = AuthServiceAccountsOutput['items'][number];

/** The keys of one account: several, so that a new one can take the place of an old one without a pause. */
export function AccountKeys({
  account,
  used,
  lms,
  onEnd,
}: {
  readonly account: Account;
  readonly used: GatewayUsageOutput['items'];
  readonly lms: ScreenClient;
  readonly onEnd: (ending: Ending) => void;
}) {
  const { id: accountId, name: accountName, keys } = account;
  if (keys.length === 0) return <p class="small muted">{t('accounts.no-keys')}</p>;
  return (
    <Table
      label={t('accounts.key-of', { name: accountName })}
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        { id: 'name', label: t('keys.name'), header: true, cell: ({ name }) => <bdi>{name}</bdi> },
        { id: 'hint', label: t('keys.begins'), cell: ({ hint }) => <code dir="ltr">{hint}…</code> },
        { id: 'used', label: t('keys.used'), cell: ({ lastUsedAt }) => <LastUsed at={lastUsedAt} /> },
        {
          id: 'requests',
          label: t('keys.requests'),
          cell: ({ id: keyId, requestsPerMinute }) => (
            <Requests used={used.filter((one) => one.keyId === keyId)} limit={requestsPerMinute} />
          ),
        },
        { id: 'ends', label: t('keys.ends'), cell: ({ expiresAt }) => <End at={expiresAt} /> },
        {
          id: 'end',
          label: t('keys.end'),
          quiet: true,
          cell: ({ id: keyId, name }) => (
            <Button
              size="s"
              label={t('keys.end-this', { name })}
              onClick={() => onEnd({ name, end: () => lms.auth.revokeServiceKey({ accountId, keyId }) })}
            >
              {t('keys.end')}
            </Button>
          ),
        },
      ]}
    />
  );
}
