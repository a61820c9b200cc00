import type { UsersImportReportOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  type Column,
  formatNumber,
  Problem,
  type ScreenClient,
  Section,
  Table,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Import } from './marks.tsx';
import { said } from './said.ts';
import { t } from './words.ts';

type Remark = UsersImportReportOutput['items'][number];

/** Rows that were refused, and those that were taken with a remark. */
export function Remarks({ of, lms }: { readonly of: Import; readonly lms: ScreenClient }) {
  const items = useSignal<readonly Remark[]>([]);
  const next = useSignal<string | null>(null);
  const some = of.counts.refused + of.counts.noted > 0;
  const more = useAction(async (cursor?: string) => {
    const page = await lms.users.importReport({ importId: of.id, limit: 50, ...(cursor && { cursor }) });
    items.value = cursor ? [...items.value, ...page.items] : page.items;
    next.value = page.next;
  });
  useEffect(() => {
    if (some) void more.run();
  }, [some]);
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
      {more.problem && <Problem problem={more.problem} onRetry={() => more.run()} />}
      <Table
        label={t('refused')}
        columns={columns}
        rows={items.value}
        rowKey={({ line, reason }) => `${line} ${reason}`}
      />
      {next.value && (
        <Button busy={more.busy} onClick={() => more.run(next.value!)}>
          {t('more')}
        </Button>
      )}
    </Section>
  );
}
