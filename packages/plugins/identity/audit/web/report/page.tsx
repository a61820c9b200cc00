import {
  Button,
  ButtonLink,
  ByCommand,
  formatDate,
  formatNumber,
  go,
  PageHead,
  type ScreenProps,
  Section,
  Table,
  to,
} from '@lectern/ui';
import type { ComponentChildren } from 'preact';
import { deedOf } from '../deeds/deeds.ts';
import { Verifications } from '../seal/page.tsx';
import { Lines } from '../shown/days.tsx';
import { beginningOf, dayOf, endOf, lastDay } from '../shown/period.ts';
import { LogTabs } from '../shown/tabs.tsx';
import { t } from '../words/words.ts';
import { listed, type ReportData } from './read.ts';

const most = 100;

/** What an auditor asks of a period, on the screen and on paper. */
export function Page({ data: { report, lists }, viewer }: ScreenProps<ReportData>) {
  const { from, to: until, head } = report;
  const more = ({ refused }: { readonly refused: number }) =>
    refused === 0 ? undefined : t('report.refused', { count: refused });
  const file = `audit-${dayOf(from)}-${lastDay(until)}.json`;
  return (
    <>
      <PageHead
        size="medium"
        title={t('report')}
        actions={
          <>
            <ButtonLink icon="download" href={to('/api/audit/report', undefined, { from, to: until })} download={file}>
              {t('report.json')}
            </ButtonLink>
            <Button kind="primary" onClick={() => print()}>
              {t('report.print')}
            </Button>
          </>
        }
      >
        {t('report.period', {
          from: formatDate(from, 'date'),
          to: formatDate(new Date(new Date(until).getTime() - 1), 'date'),
        })}
      </PageHead>
      <LogTabs now="report" />
      <Period from={from} until={until} />
      <Section title={t('report.counts')}>
        <dl class="log-counts">
          <Count name={t('report.entries')} count={report.entries} />
          <Count name={t('report.changes')} count={report.changes} />
          <Count name={t('report.refusals')} count={report.refusals} />
          <Count name={t('report.sign-ins')} count={report.signIns.done} more={more(report.signIns)} />
          <Count name={t('report.access')} count={report.access.done} more={more(report.access)} />
          <Count name={t('report.exports')} count={report.exports.done} more={more(report.exports)} />
          <Count name={t('report.erasures')} count={report.erasures.done} more={more(report.erasures)} />
          <Count name={t('report.acting-as')} count={report.actingAs} />
          <Count name={t('report.removed')} count={report.removed} />
          <Count name={t('report.holds')} count={report.holds} />
        </dl>
      </Section>
      {listed.map((kind) => (
        <Section
          key={kind}
          title={t(`report.list.${kind}`)}
          aside={
            lists[kind].entries.length === most && (
              <a href={to('/admin/audit', undefined, { kind, from, to: until })}>{t('report.list.more')}</a>
            )
          }
        >
          {lists[kind].entries.length === 0 ? (
            <p class="soft">{t('report.list.none')}</p>
          ) : (
            <Lines told={lists[kind]} dated />
          )}
        </Section>
      ))}
      <Section title={t('report.operations')}>
        <div class="log-narrow">
          <Table
            label={t('report.operations')}
            rows={report.operations}
            rowKey={({ operation }) => operation}
            columns={[
              {
                id: 'operation',
                label: t('fact.what'),
                header: true,
                cell: ({ operation }) => (
                  <a href={to('/admin/audit', undefined, { operation, from, to: until })}>
                    {deedOf(operation)?.todo ?? operation}
                  </a>
                ),
              },
              { id: 'done', label: t('outcome.done'), numeric: true, cell: ({ done }) => formatNumber(done) },
              {
                id: 'refused',
                label: t('find.outcome.refused'),
                numeric: true,
                cell: ({ refused }) => formatNumber(refused),
              },
            ]}
          />
        </div>
      </Section>
      <Section title={t('verifications')}>
        <Verifications items={report.verifications} />
      </Section>
      {viewer?.may('access.read') && (
        <p class="log-tools">
          <a href={to('/people/access')}>{t('report.review')}</a>
        </p>
      )}
      {head && (
        <Section title={t('head')}>
          <div class="stack log-narrow">
            <p>{t('report.head')}</p>
            <pre class="log-note" dir="ltr">
              {head.note.trimEnd()}
              {`\nkey ${head.key}`}
            </pre>
          </div>
        </Section>
      )}
      <div class="log-end">
        <ByCommand command={`lms audit report --from ${dayOf(from)} --to ${dayOf(until)}`} about={t('report')} />
      </div>
    </>
  );
}

interface CountProps {
  readonly name: string;
  readonly count: number;
  readonly more?: ComponentChildren;
}
const Count = ({ name, count, more }: CountProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b class="num">{formatNumber(count)}</b>
      {more && <span class="small muted">{more}</span>}
    </dd>
  </div>
);

/** Months and quarters at a press, any days by hand. */
function Period({ from, until }: { readonly from: string; readonly until: string }) {
  const now = new Date();
  const month = (months: number) => dayOf(new Date(now.getFullYear(), now.getMonth() + months, 1));
  const quarter = now.getMonth() - (now.getMonth() % 3);
  const show = (first: string, end: string) => go(to('/admin/audit/report', undefined, { from: first, to: end }));
  const between = (first: string, next: string) => show(beginningOf(first), beginningOf(next));
  const tomorrow = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1));
  return (
    <form
      key={`${from} ${until}`}
      class="log-tools"
      method="get"
      aria-label={t('find.when')}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        show(beginningOf(String(form.get('first'))), endOf(String(form.get('last'))));
      }}
    >
      <label class="field">
        {t('find.from')}
        <input class="input" type="date" name="first" required defaultValue={dayOf(from)} />
      </label>
      <label class="field">
        {t('find.to')}
        <input class="input" type="date" name="last" required defaultValue={lastDay(until)} />
      </label>
      <Button submit>{t('find.show')}</Button>
      <Button kind="quiet" onClick={() => between(month(0), tomorrow)}>
        {t('report.this-month')}
      </Button>
      <Button kind="quiet" onClick={() => between(month(-1), month(0))}>
        {t('report.last-month')}
      </Button>
      <Button kind="quiet" onClick={() => between(dayOf(new Date(now.getFullYear(), quarter, 1)), tomorrow)}>
        {t('report.quarter')}
      </Button>
      <Button kind="quiet" onClick={() => between(`${now.getFullYear()}-01-01`, tomorrow)}>
        {t('report.year')}
      </Button>
    </form>
  );
}
