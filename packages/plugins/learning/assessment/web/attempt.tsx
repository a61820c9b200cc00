import type { AssessmentAttemptOutput, CoursesGetOutput } from '@lectern/sdk';
import {
  Crumbs,
  formatNumber,
  formatPercent,
  PageHead,
  type ScreenProps,
  Section,
  TabLinks,
  Time,
  to,
} from '@lectern/ui';
import { Answered } from './answered.tsx';
import { t } from './messages.ts';

export interface AttemptData {
  readonly course: CoursesGetOutput;
  readonly lesson: { readonly id: string; readonly title: string };
  readonly attempt: AssessmentAttemptOutput;
}

/** What one learner answered in one attempt, with what was right. */
export function Page({
  data: { course, lesson, attempt },
  params: { userId },
  query,
}: ScreenProps<AttemptData, { readonly userId: string }>) {
  const [courseId, lessonId] = [course.id, lesson.id];
  const { number, submittedAt, score, points, total } = attempt;
  /** Attempts there are, as the page before said. */
  const of = Math.min(1_000, Math.max(number, Number(query.get('of')) || 0));
  return (
    <>
      <Crumbs
        path={[
          { label: course.title, href: to('/teach/:courseId', { courseId }) },
          { label: lesson.title, href: to('/teach/:courseId/:lessonId', { courseId, lessonId }) },
          { label: t('results'), href: to('/teach/:courseId/:lessonId/results', { courseId, lessonId }) },
        ]}
      />
      <PageHead size="medium" title={<bdi>{attempt.name}</bdi>}>
        {t('attempt', { number })} ·{' '}
        {submittedAt ? (
          <>
            {score !== null && formatPercent(score / 100)} ·{' '}
            {t('points-of', { points: formatNumber(points ?? 0), total: formatNumber(total) })} ·{' '}
            <Time at={submittedAt} as="full" />
          </>
        ) : (
          t('state.open')
        )}
      </PageHead>
      {of > 1 && (
        <TabLinks
          label={t('attempts')}
          links={Array.from({ length: of }, (_, at) => ({
            label: t('attempt', { number: at + 1 }),
            current: at + 1 === number,
            href: to(
              '/teach/:courseId/:lessonId/results/:userId/:attempt',
              { courseId, lessonId, userId, attempt: String(at + 1) },
              { of },
            ),
          }))}
        />
      )}
      <Section title={t('by-question')}>
        <Answered questions={attempt.questions} />
      </Section>
    </>
  );
}
