import type { AssessmentQuestionStatsOutput, AssessmentResultsOutput, CoursesGetOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Crumbs,
  Empty,
  formatNumber,
  formatPercent,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Table,
  Time,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './answered.css';
import { t } from './messages.ts';
import './results.css';

export interface ResultsData {
  readonly course: CoursesGetOutput;
  readonly lesson: { readonly id: string; readonly title: string };
  readonly results: AssessmentResultsOutput;
  readonly statistics: AssessmentQuestionStatsOutput;
}
type Row = AssessmentResultsOutput['items'][number];

/** How everybody did, and which question was hard. */
export function Page({ data: { course, lesson, results, statistics }, lms }: ScreenProps<ResultsData>) {
  const rows = useSignal(results.items);
  const next = useSignal(results.next);
  const [courseId, lessonId] = [course.id, lesson.id];
  const more = useAction(async () => {
    const page = await lms.assessment.results({ lessonId, cursor: next.value! });
    rows.value = [...rows.value, ...page.items];
    next.value = page.next;
  });
  const name = ({ userId, name: person, attempts }: Row) =>
    attempts > 0 ? (
      <a
        href={to(
          '/teach/:courseId/:lessonId/results/:userId/:attempt',
          { courseId, lessonId, userId, attempt: String(attempts) },
          { of: attempts },
        )}
      >
        <bdi>{person}</bdi>
      </a>
    ) : (
      <bdi>{person}</bdi>
    );
  return (
    <>
      <Crumbs
        path={[
          { label: course.title, href: to('/teach/:courseId', { courseId }) },
          { label: lesson.title, href: to('/teach/:courseId/:lessonId', { courseId, lessonId }) },
        ]}
      />
      <PageHead size="medium" title={t('results-of', { lesson: lesson.title })} />
      <Section title={t('by-learner')}>
        {rows.value.length === 0 ? (
          <Empty title={t('nobody')}>{t('nobody.what')}</Empty>
        ) : (
          <Table
            label={t('by-learner')}
            rows={rows.value}
            rowKey={({ userId }) => userId}
            columns={[
              { id: 'name', label: t('learner'), header: true, cell: name },
              { id: 'state', label: t('state'), cell: ({ state }) => <State state={state} /> },
              {
                id: 'best',
                label: t('best'),
                numeric: true,
                cell: ({ best }) => (best === null ? '–' : formatPercent(best / 100)),
              },
              { id: 'attempts', label: t('attempts'), numeric: true, cell: ({ attempts }) => formatNumber(attempts) },
              { id: 'last', label: t('last'), cell: ({ lastAt }) => (lastAt ? <Time at={lastAt} /> : '–') },
            ]}
          />
        )}
        {more.problem && <Problem problem={more.problem} />}
        {next.value && (
          <Button busy={more.busy} onClick={() => more.run()}>
            {t('more')}
          </Button>
        )}
      </Section>
      {statistics.attempts > 0 && (
        <Section title={t('by-question')} aside={t('handed-in', { count: statistics.attempts })}>
          <ol class="quiz-stats">
            {statistics.questions.map((question, at) => (
              <Statistics key={question.id} question={question} place={at + 1} />
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

const tones = { passed: 'good', 'not-passed': 'warn', open: 'accent' } as const;
const State = ({ state }: Pick<Row, 'state'>) =>
  state === 'not-begun' ? (
    <span class="muted">{t('state.not-begun')}</span>
  ) : (
    <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
  );

function Statistics({
  question: { html, answered, average, counts },
  place,
}: {
  readonly question: AssessmentQuestionStatsOutput['questions'][number];
  readonly place: number;
}) {
  return (
    <li class="stack">
      <div class="row row-apart">
        <h3>{t('question-number', { place })}</h3>
        {average !== null && <span class="small muted">{t('average', { share: formatPercent(average) })}</span>}
      </div>
      <div class="question-stem small" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
      <div class="histogram">
        {counts.map(({ text, count, right }) => (
          <>
            <span>
              <bdi>{text}</bdi>
              {right && <b class="quiz-right"> {t('is-right-word')}</b>}
            </span>
            <span class="quiz-bar" aria-hidden="true">
              <i
                class={right ? 'is-right' : undefined}
                style={{ inlineSize: `${(100 * count) / Math.max(1, answered)}%` }}
              />
            </span>
            <span class="num">{formatNumber(count)}</span>
          </>
        ))}
      </div>
    </li>
  );
}
