import type { UsersImportReportOutput } from '@lectern/sdk';
import {
  Badge,
  type Column,
  formatNumber,
  More,
  type Page,
  type ScreenClient,
  Section,
  Table,
  useList,
} from '@lectern/ui';
import { useEffect } from 'preact/hooks';
import type { Import } from './marks.tsx';
import { said } from './said.ts';
import { t } from './words.ts';

type Remark = UsersImportReportOutput['items'][number];
const none: Page<Remark> = { items: [], next: null };

/** Rows that were refused, and those that were taken with a remark. */
export function Remarks({ of, lms }: { readonly of: Import; readonly lms: ScreenClient }) {
  const some = of.counts.refused + of.counts.noted > 0;
  const remarks = useList(none, (cursor) => lms.users.importReport({ importId: of.id, limit: 50, cursor }));
  useEffect(() => {
    if (some) void remarks.refresh();
  }, [some, remarks]);
  const columns: readonly Column<Remark>[] = [
    { id: 'line', label: t('line'), header: true, cell: ({ line }) => formatNumber(line) },
    {
      id: 'reason',
      label: t('reason'),
      cell: ({ column, refused, ...why }) => (
        <span>
          {column && (
            <b>
              <bdi>{column}</bdi>:{' '}
            </b>
          )}
          <bdi>{said('why', why)}</bdi> {!refused && <Badge>{t('taken')}</Badge>}
        </span>
      ),
    },
    {
      id: 'row',
      label: t('row'),
      cell: ({ cells }) => (
        <span class="small muted bulk-cells" dir="auto">
          {cells
            .filter((cell) => cell !== '')
            .join(' · ')
            .slice(0, 300)}
        </span>
      ),
    },
  ];
  if (!some) return <p class="muted">{t('refused.none')}</p>;
  return (
    <Section title={t('refused')} aside={t('refused.why')}>
      <Table
        label={t('refused')}
        columns={columns}
        rows={remarks.items}
        rowKey={({ line, reason }) => `${line} ${reason}`}
      />
      <More of={remarks} />
    </Section>
  );
}
