import type { CoursesFindOutput, ProgressCourseOutput } from '@lectern/sdk';
import { Button, ButtonLink, Confirm, ForeEdge, go, Icon, Problem, to, toast, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { duration, t } from './messages.ts';

export interface OfferProps {
  readonly course: CoursesFindOutput;
  readonly enrolled: boolean;
  readonly progress: ProgressCourseOutput | undefined;
}

/** What a person can do with the course now: sign in, enrol, go on, leave. */
export function Offer({ course, enrolled, progress }: OfferProps) {
  const { lms, viewer } = useScreen();
  const reading = to('/learn/:slug', { slug: course.slug });
  const enrol = useAction(async () => {
    await lms.enrollment.enroll({ courseId: course.id });
    go(reading);
  });
  const asking = useSignal(false);
  const leave = useAction(async () => {
    await lms.enrollment.leave({ courseId: course.id });
    toast({ text: t('left') });
    // A hidden course is not shown any more to whoever has left it.
    go(course.status === 'draft' ? to('/home') : to('/courses/:slug', { slug: course.slug }), 'replace');
  });
  return (
    <div class="card offer stack">
      {enrolled && progress ? (
        <>
          <ForeEdge
            parts={course.sections.map(({ lessons }) =>
              lessons.map(({ id, minutes }) => ({
                done: progress.lessons[id] === 'completed',
                weight: Math.max(1, minutes),
              })),
            )}
            label={t('progress-of', { done: progress.done, total: progress.total })}
          />
          <p class="small soft">{t('progress-of', { done: progress.done, total: progress.total })}</p>
          <ButtonLink kind="primary" size="l" href={reading} wide>
            {progress.resume ? t('go-on') : t('begin')}
          </ButtonLink>
        </>
      ) : (
        <>
          <p class="price">{t('free')}</p>
          {viewer ? (
            <Button kind="primary" size="l" wide busy={enrol.busy} onClick={() => enrol.run()}>
              {t('enrol')}
            </Button>
          ) : (
            <ButtonLink
              kind="primary"
              size="l"
              wide
              href={to('/sign-up', undefined, { next: `/courses/${course.slug}` })}
            >
              {t('enrol')}
            </ButtonLink>
          )}
          {enrol.problem && <Problem problem={enrol.problem} />}
        </>
      )}
      <ul class="points stack">
        <li>
          <Icon name="book-open-text" />
          {t('yours-to-keep', { count: course.lessons })}
        </li>
        <li>
          <Icon name="clock" />
          {t('about-time', { time: duration(course.minutes) })}
        </li>
        <li>
          <Icon name="calendar" />
          {t('no-end')}
        </li>
      </ul>
      {enrolled && (
        <>
          <Button
            kind="quiet"
            size="s"
            busy={leave.busy}
            onClick={() => {
              if (course.status === 'draft') asking.value = true;
              else void leave.run();
            }}
          >
            {t('leave')}
          </Button>
          {leave.problem && <Problem problem={leave.problem} />}
          <Confirm
            open={asking.value}
            onClose={() => (asking.value = false)}
            title={t('leave.hidden', { title: course.title })}
            deed={t('leave')}
            keep={t('keep-it')}
            busy={leave.busy}
            onConfirm={leave.run}
          >
            {t('leave.hidden-what')}
          </Confirm>
        </>
      )}
      {viewer?.may('course.write') && (
        <ButtonLink kind="quiet" size="s" href={to('/teach/:courseId', { courseId: course.id })}>
          {t('edit')}
        </ButtonLink>
      )}
    </div>
  );
}
