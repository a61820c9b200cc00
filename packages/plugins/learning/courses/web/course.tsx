import type { CoursesFindOutput, ProgressCourseOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  ButtonLink,
  Cover,
  Crumbs,
  ForeEdge,
  go,
  Icon,
  Problem,
  type ScreenProps,
  Section,
  Toc,
  to,
  useAction,
  useScreen,
} from '@lectern/ui';
import './course.css';
import { duration, facts, t } from './messages.ts';

interface Data {
  readonly course: CoursesFindOutput;
  readonly enrolled: boolean;
  readonly progress: ProgressCourseOutput | undefined;
}

export function Page({ data: { course, enrolled, progress }, viewer }: ScreenProps<Data>) {
  const minutes = (part: CoursesFindOutput['sections'][number]) =>
    part.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const mayRead = enrolled || viewer?.may('course.write') === true;
  return (
    <>
      <Crumbs path={[{ label: t('courses'), href: to('/') }]} />
      <header class="hero">
        <div class="stack" lang={course.language}>
          {course.status === 'draft' && (
            <p>
              <Badge tone="warn">{t('draft')}</Badge> <span class="small soft">{t('draft.why')}</span>
            </p>
          )}
          <h1 dir="auto">{course.title}</h1>
          {course.summary && (
            <p class="lead" dir="auto">
              {course.summary}
            </p>
          )}
          <p class="facts-line">
            <span>
              <Icon name="circle-user-round" />
              {course.author}
            </span>
            <span>
              <Icon name="book-open-text" />
              {t('lessons', { count: course.lessons })}
            </span>
            <span>
              <Icon name="clock" />
              {duration(course.minutes)}
            </span>
          </p>
        </div>
        <Cover
          title={course.title}
          author={course.author}
          progress={progress && progress.total > 0 ? progress.done / progress.total : undefined}
        />
      </header>
      <div class="course-cols">
        <div class="stack course-text">
          {course.description && (
            <Section title={t('about')}>
              <div class="prose prose-compact" lang={course.language} dir="auto">
                {course.description.split(/\n\s*\n/).map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </div>
            </Section>
          )}
          <Section
            title={t('contents')}
            aside={facts(
              t('parts', { count: course.sections.length }),
              t('lessons', { count: course.lessons }),
              duration(course.minutes),
            )}
          >
            <Toc
              parts={course.sections.map((part) => ({
                id: part.id,
                title: part.title,
                end: duration(minutes(part)),
                lessons: part.lessons.map((lesson) => ({
                  id: lesson.id,
                  title: lesson.title,
                  end: t('minutes', { count: lesson.minutes }),
                  ...(mayRead && { href: to('/learn/:slug/:lesson', { slug: course.slug, lesson: lesson.slug }) }),
                  ...(progress?.lessons[lesson.id] === 'completed' && { icon: 'check' as const }),
                })),
              }))}
            />
          </Section>
        </div>
        <aside aria-label={t('offer')}>
          <Offer course={course} enrolled={enrolled} progress={progress} />
        </aside>
      </div>
    </>
  );
}

/** What a person can do with the course now: sign in, enrol, go on. */
function Offer({ course, enrolled, progress }: Data) {
  const { lms, viewer } = useScreen();
  const reading = to('/learn/:slug', { slug: course.slug });
  const enrol = useAction(async () => {
    await lms.enrollment.enroll({ courseId: course.id });
    go(reading);
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
      {viewer?.may('course.write') && (
        <ButtonLink kind="quiet" size="s" href={to('/teach/:courseId', { courseId: course.id })}>
          {t('edit')}
        </ButtonLink>
      )}
    </div>
  );
}
