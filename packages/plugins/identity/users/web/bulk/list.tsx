import type { UsersImportsOutput } from '@lectern/sdk';
import {
  type Column,
  type DroppedFile,
  Dropzone,
  Empty,
  formatNumber,
  go,
  Icon,
  Loading,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Table,
  Time,
  to,
  useAction,
} from '@lectern/ui';
import './bulk.css';
import { type Import, StateOf } from './marks.tsx';
import { t } from './words.ts';

/** A file comes in here; what was found in it stands on its own page. */
export function Page({ data, lms }: ScreenProps<UsersImportsOutput>) {
  const send = useAction(async ([dropped]: readonly DroppedFile[]) => {
    if (!dropped) return;
    const answer = await lms.request(`/api/users/imports?name=${encodeURIComponent(dropped.file.name.slice(0, 200))}`, {
      method: 'POST',
      body: dropped.file,
    });
    const { id } = (await answer.json()) as Import;
    go(to('/people/import/:importId', { importId: id }));
  });
  const columns: readonly Column<Import>[] = [
    {
      id: 'name',
      label: t('file'),
      header: true,
      cell: ({ id, name }) => (
        <a href={to('/people/import/:importId', { importId: id })}>
          <bdi>{name}</bdi>
        </a>
      ),
    },
    { id: 'state', label: t('outcome'), cell: (one) => <StateOf {...one} /> },
    { id: 'created', label: t('count.created'), numeric: true, cell: ({ counts }) => formatNumber(counts.created) },
    { id: 'updated', label: t('count.updated'), numeric: true, cell: ({ counts }) => formatNumber(counts.updated) },
    { id: 'refused', label: t('count.refused'), numeric: true, cell: ({ counts }) => formatNumber(counts.refused) },
    { id: 'when', label: t('when'), cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
  return (
    <>
      <PageHead size="medium" title={t('import')}>
        {t('lead')} {t('lead.again')}
      </PageHead>
      {send.problem && <Problem problem={send.problem} />}
      {send.busy ? (
        <Loading label={t('sending')}>
          <p>{t('sending')}</p>
        </Loading>
      ) : (
        <Dropzone takes="file" accept=".csv,.tsv,.txt,text/csv" onFiles={send.run}>
          <Icon name="file-text" />
        </Dropzone>
      )}
      <Section title={t('earlier')}>
        {data.items.length === 0 ? (
          <Empty title={t('earlier.none')}>{t('earlier.why')}</Empty>
        ) : (
          <Table label={t('earlier')} columns={columns} rows={data.items} rowKey={({ id }) => id} />
        )}
      </Section>
    </>
  );
}
