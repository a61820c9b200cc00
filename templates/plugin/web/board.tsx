import { type Column, Empty, formatNumber, PageHead, type ScreenProps, Table } from '@lectern/ui';
import type { Board } from '../src/contract.ts';
import { t } from './messages.ts';

export function Page({ data: { items } }: ScreenProps<Board>) {
  const columns: Column<Board['items'][number]>[] = [
    { id: 'who', label: t('who'), header: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'points', label: t('points'), numeric: true, cell: ({ points }) => formatNumber(points) },
  ];
  return (
    <>
      <PageHead title={t('board')}>{t('how')}</PageHead>
      {items.length === 0 && <Empty title={t('none')} />}
      {items.length > 0 && <Table label={t('board')} columns={columns} rows={items} rowKey={({ userId }) => userId} />}
    </>
  );
}
