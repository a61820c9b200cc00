import type { ContentReadOutput, CoursesFindOutput, ProgressCourseOutput } from '@lectern/sdk';
import {
  announce,
  Button,
  ButtonLink,
  Dialog,
  ForeEdge,
  go,
  Icon,
  Mark,
  Place,
  type ScreenProps,
  to,
  useAction,
  useKeys,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { lessonBody } from './lesson-body.ts';
import { LessonText } from './lesson-text.tsx';
import { Looks } from './looks.tsx';
import { t } from './messages.ts';
import { type Lesson, Outline } from './outline.tsx';
import { placeTold, usePlace } from './place.ts';
import './reader.css';

type Course = CoursesFindOutput;
interface Data {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly progress: ProgressCourseOutput;
  readonly reading: ContentReadOutput;
}

export function Page({ data: { course, lesson, progress: loaded, reading }, lms }: ScreenProps<Data>) {
  const progress = useSignal(loaded);
  const contents = useSignal(false);
  const lessons = course.sections.flatMap((section) => section.lessons);
  const at = lessons.findIndex(({ id }) => id === lesson.id);
  const [previous, following] = [lessons[at - 1], lessons[at + 1]];
  const address = (one: Lesson) => to('/learn/:slug/:lesson', { slug: course.slug, lesson: one.slug });
  const finished = progress.value.lessons[lesson.id] === 'completed';
  const finish = useAction(async () => {
    const lessonId = lesson.id;
    const after = await (finished ? lms.progress.reopen({ lessonId }) : lms.progress.complete({ lessonId }));
    // On the way to the next lesson the button keeps its meaning: a second press must not undo the first.
    if (finished || !following) progress.value = after;
    else go(address(following));
  });
  const isText = lesson.kind === 'text';
  const readAgain = async () => {
    progress.value = await lms.progress.course({ courseId: course.id });
  };
  const resume = loaded.resume?.lessonId === lesson.id ? (loaded.resume.place ?? undefined) : undefined;
  usePlace(lms, lesson.id, resume);
  useEffect(() => {
    if (resume) announce(t('where-you-were'));
  }, [resume]);
  useEffect(() => {
    void placeTold().then(() => lms.progress.open({ lessonId: lesson.id }).catch(() => {}));
  }, [lms, lesson.id]);
  useKeys([
    { keys: 'j', label: t('next'), run: () => following && go(address(following)) },
    { keys: 'k', label: t('before'), run: () => previous && go(address(previous)) },
    { keys: 't', label: t('contents'), run: () => (contents.value = true) },
  ]);
  const part = course.sections.findIndex((section) => section.lessons.some(({ id }) => id === lesson.id));
  const inPart = course.sections[part]?.lessons.findIndex(({ id }) => id === lesson.id) ?? 0;
  const outline = <Outline course={course} lesson={lesson} progress={progress.value} address={address} />;
  return (
    <div class="shell">
      <header class="topbar is-wide reader-top">
        <div class="topbar-in">
          <Button
            kind="icon"
            class="outline-button"
            icon="list"
            label={t('contents')}
            onClick={() => (contents.value = true)}
          />
          <a class="nameplate" href={to('/home')} aria-label={t('my-learning')}>
            <Mark />
          </a>
          <div class="leaf">
            <div class="running">
              <p>
                <a href={to('/courses/:slug', { slug: course.slug })} lang={course.language}>
                  {course.title}
                </a>
                <span class="only-wide">{t('of-lessons', { place: at + 1, count: lessons.length })}</span>
                <span class="only-narrow">{t('of-short', { place: at + 1, count: lessons.length })}</span>
              </p>
              <ForeEdge
                label={t('progress')}
                parts={course.sections.map((section) =>
                  section.lessons.map((one) => ({
                    done: progress.value.lessons[one.id] === 'completed',
                    weight: Math.max(1, one.minutes),
                    ...(one.id === lesson.id && { here: finished ? 1 : 0.5 }),
                  })),
                )}
              />
            </div>
          </div>
          <div class="reader-tools">
            <Looks />
          </div>
        </div>
      </header>
      <div class="reader">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
        <nav class="outline" aria-label={t('contents')} tabIndex={0}>
          {outline}
        </nav>
        <main id="main" class="leaf" tabIndex={-1}>
          <header class="lesson-head">
            <p class="folio">{t('part-lesson', { part: part + 1, lesson: inPart + 1 })}</p>
            <h1 dir="auto" lang={course.language}>
              {lesson.title}
            </h1>
            <p class="lesson-meta">
              <span>
                <Icon name="book-open-text" small />
                {t('reading', { count: Math.max(1, reading.minutes) })}
              </span>
            </p>
          </header>
          <LessonText html={reading.html} language={course.language} />
          {!isText && (
            <Place
              key={lesson.id}
              of={lessonBody(lesson.kind)}
              course={course}
              lesson={lesson}
              lms={lms}
              onCompleted={readAgain}
            />
          )}
          <div class="done-line">
            {isText && (
              <Button
                kind={finished ? 'secondary' : 'primary'}
                size="l"
                icon={finished ? 'rotate-ccw' : 'check'}
                busy={finish.busy}
                onClick={() => finish.run()}
              >
                {finished ? t('reopen') : t('finish')}
              </Button>
            )}
            {finished && (
              <span class="small muted" role="status">
                {following ? t('finished') : t('the-end')}
              </span>
            )}
            {finished && !following && (
              <ButtonLink kind="quiet" href={to('/courses/:slug', { slug: course.slug })}>
                {t('to-course')}
              </ButtonLink>
            )}
          </div>
          <nav class="pager" aria-label={t('pager')}>
            {previous ? (
              <a href={address(previous)} rel="prev">
                <small>
                  <Icon name="arrow-left" small />
                  {t('before')}
                </small>
                <bdi lang={course.language}>{previous.title}</bdi>
              </a>
            ) : (
              <span />
            )}
            {following && (
              <a href={address(following)} rel="next">
                <small>
                  {t('next')}
                  <Icon name="arrow-right" small />
                </small>
                <bdi lang={course.language}>{following.title}</bdi>
              </a>
            )}
          </nav>
        </main>
      </div>
      <Dialog open={contents.value} onClose={() => (contents.value = false)} title={t('contents')}>
        {outline}
      </Dialog>
    </div>
  );
}
