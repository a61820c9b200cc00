import {
  Button,
  Empty,
  More,
  PageHead,
  Person,
  Problem,
  type ScreenProps,
  Table,
  Time,
  to,
  useAction,
  useList,
} from '@lectern/ui';
import { Given, What, When, Where } from '../shown/parts.tsx';
import '../shown/rights.css';
import type { Known } from '../words/known.ts';
import { t } from '../words/words.ts';
import type { Asked } from './asked.ts';
import { csvHead, csvLine } from './csv.ts';
import { Filters } from './filters.tsx';
import { type Reviewed, type Reviews, reviewPage, wholeReview } from './pages.ts';
import './review.css';

export interface ReviewData {
  readonly asked: Asked;
  readonly known: Known;
  readonly page: Reviews;
}

/** Longer ones are read as a file. */
const mostOnPaper = 1_000;

/** Everybody who may do something, since when and from whom: what an auditor asks for, and what a head of school looks through. */
export function Page({ data, lms }: ScreenProps<ReviewData>) {
  const { asked, known } = data;
  const lines = useList(data.page, (cursor) => reviewPage(lms, asked, { cursor }));
  const download = useAction(async () => {
    const parts = ['\uFEFF', csvHead()]; // without the mark a spreadsheet reads the names in another encoding
    for await (const one of wholeReview(lms, asked)) parts.push(csvLine(one, known));
    const file = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }));
    const day = new Date().toISOString().slice(0, 10);
    Object.assign(document.createElement('a'), { href: file, download: `${t('review.file')}-${day}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  });
  const paper = useAction(async () => {
    while (lines.hasMore && lines.items.length < mostOnPaper) if (!(await lines.more())) return; // its problem is shown
    requestAnimationFrame(() => print()); // when they stand on the page
  });
  const first = lines.items[0];
  const names = {
    person: asked.person === undefined ? undefined : first?.name,
    place: lines.items.find(({ assignment }) => assignment.on === asked.on)?.assignment.place?.title ?? undefined,
  };
  const problem = download.problem;
  return (
    <>
      <PageHead
        size="medium"
        title={t('review')}
        actions={
          <>
            <Button
              icon="download"
              busy={download.busy}
              busyLabel={t('review.csv-busy')}
              onClick={() => download.run()}
            >
              {t('review.csv')}
            </Button>
            <Button kind="quiet" busy={paper.busy} onClick={() => paper.run()}>
              {t('review.print')}
            </Button>
          </>
        }
      >
        {t('review.lead')}
      </PageHead>
      <p class="review-at">{t.parts('review.at', { date: <Time at={new Date()} as="moment" /> })}</p>
      <Filters asked={asked} known={known} lms={lms} names={names} />
      {problem && <Problem problem={problem} />}
      <h2 class="visually-hidden">{t('review')}</h2>
      {lines.items.length === 0 ? (
        <Empty title={t('review.none')}>{t('review.none-why')}</Empty>
      ) : (
        <Lines of={lines.items} asked={asked} known={known} />
      )}
      <More of={lines} />
    </>
  );
}

const Lines = ({
  of,
  asked,
  known,
}: {
  readonly of: readonly Reviewed[];
  readonly asked: Asked;
  readonly known: Known;
}) => (
  <div class="rights">
    <Table
      label={t('review')}
      rows={of}
      rowKey={({ userId, assignment }) => `${assignment.assignmentId} ${userId}`}
      columns={[
        {
          id: 'who',
          label: t('rights.who'),
          header: true,
          cell: ({ userId, name, through }) => (
            <a class="link-plain" href={to('/people/:userId', { userId })}>
              <Person name={name}>{through && t('source.team', { team: through.name })}</Person>
            </a>
          ),
        },
        { id: 'what', label: t('rights.what'), cell: ({ assignment }) => <What of={assignment} known={known} /> },
        { id: 'where', label: t('rights.where'), cell: ({ assignment }) => <Where of={assignment} /> },
        { id: 'when', label: t('rights.when'), cell: ({ assignment }) => <When of={assignment} /> },
        { id: 'given', label: t('rights.given'), cell: ({ assignment }) => <Given of={assignment} /> },
        {
          id: 'why',
          label: t('why.short'),
          quiet: true,
          cell: ({ userId, name, assignment }) => (
            <a
              class="small"
              aria-label={t('why.ask-of', { name })}
              href={to('/people/access/why', undefined, {
                person: userId,
                permission: asked.permission ?? assignment.permission ?? undefined,
                on: asked.on ?? assignment.on ?? undefined,
              })}
            >
              {t('why.short')}
            </a>
          ),
        },
      ]}
    />
  </div>
);
