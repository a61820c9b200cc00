import type { AssessmentQuestionStatsOutput, AssessmentResultsOutput, CoursesGetOutput } from '@lectern/sdk';
import {
  Badge,
  Crumbs,
  Empty,
  formatNumber,
  formatPercent,
  More,
  PageHead,
  type ScreenProps,
  Section,
  Table,
  Time,
  to,
  useList,
} from '@lectern/ui';
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
  const [courseId, lessonId] = [course.id, lesson.id];
  const learners = useList(results, (cursor) => lms.assessment.results({ lessonId, cursor }));
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
        {learners.items.length === 0 ? (
          <Empty title={t('nobody')}>{t('nobody.what')}</Empty>
        ) : (
          <Table
            label={t('by-learner')}
            rows={learners.items}
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
        <More of={learners} />
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
