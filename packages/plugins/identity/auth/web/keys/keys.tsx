import type { AuthKeysOutput, GatewayMyUsageOutput } from '@lectern/sdk';
import { Button, Empty, PageHead, type ScreenProps, Table, useData } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { type Ending, EndKey } from './end-key.tsx';
import { End, LastUsed, Requests } from './facts.tsx';
import './keys.css';
import { type Made, MadeKey } from './made.tsx';
import { t } from './messages.ts';
import { NewKey } from './new-key.tsx';
import type { Given } from './permissions.tsx';

export interface MyKeys {
  readonly keys: AuthKeysOutput['items'];
  /** Of these days, with and without keys. */
  readonly used: GatewayMyUsageOutput['items'];
  /** Undefined for who may make none. */
  readonly given: Given | undefined;
}
type Key = MyKeys['keys'][number];

/** Three, and how many more there are. */
const Few = ({ of: names }: { readonly of: readonly string[] }) => (
  <code class="small" dir="ltr" title={names.join(', ')}>
    {names.slice(0, 3).join(', ')}
    {names.length > 3 && ` +${names.length - 3}`}
  </code>
);

/** My keys: what acts as me, and what shuts it out. */
export function Page({ data, lms }: ScreenProps<MyKeys>) {
  const list = useData(data.keys, async () => (await lms.auth.keys()).items);
  const making = useSignal(false);
  const made = useSignal<Made | undefined>(undefined);
  const ending = useSignal<Ending | undefined>(undefined);
  const create = data.given && (
    <Button kind="primary" icon="plus" onClick={() => (making.value = true)}>
      {t('keys.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('keys')} size="medium" actions={list.data.length > 0 && create}>
        {t('keys.lead')}
      </PageHead>
      {list.data.length === 0 ? (
        <Empty title={t('keys.none')} action={create}>
          {data.given && t('keys.none-why')}
        </Empty>
      ) : (
        <Table<Key>
          label={t('keys')}
          rows={list.data}
          rowKey={({ id }) => id}
          columns={[
            { id: 'name', label: t('keys.name'), header: true, cell: ({ name }) => <bdi>{name}</bdi> },
            { id: 'hint', label: t('keys.begins'), cell: ({ hint }) => <code dir="ltr">{hint}…</code> },
            {
              id: 'may',
              label: t('keys.permissions'),
              cell: ({ permissions }) => (permissions ? <Few of={permissions} /> : t('keys.all')),
            },
            { id: 'used', label: t('keys.used'), cell: ({ lastUsedAt }) => <LastUsed at={lastUsedAt} /> },
            {
              id: 'requests',
              label: t('keys.requests'),
              cell: ({ id, requestsPerMinute }) => (
                <Requests used={data.used.filter(({ keyId }) => keyId === id)} limit={requestsPerMinute} />
              ),
            },
            { id: 'ends', label: t('keys.ends'), cell: ({ expiresAt }) => <End at={expiresAt} /> },
            {
              id: 'end',
              label: t('keys.end'),
              quiet: true,
              cell: ({ id, name }) => (
                <Button
                  size="s"
                  label={t('keys.end-this', { name })}
                  onClick={() => (ending.value = { name, end: () => lms.auth.revokeKey({ keyId: id }) })}
                >
                  {t('keys.end')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {data.given && (
        <NewKey
          open={making.value}
          given={data.given}
          lms={lms}
          onClose={() => (making.value = false)}
          onMade={(one) => {
            making.value = false;
            made.value = one;
            void list.refresh();
          }}
        />
      )}
      <MadeKey made={made.value} onClose={() => (made.value = undefined)} />
      <EndKey of={ending.value} onClose={() => (ending.value = undefined)} onEnded={() => void list.refresh()} />
    </>
  );
}
