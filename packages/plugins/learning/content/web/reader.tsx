import type { ContentReadOutput, CoursesFindOutput, ProgressCourseOutput } from '@lectern/sdk';
import {
  announce,
  Button,
  Dialog,
  ForeEdge,
  go,
  Icon,
  Menu,
  Nameplate,
  recallTheme,
  type ScreenProps,
  setTheme,
  type Theme,
  theme,
  to,
  t as ui,
  useAction,
  useKeys,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './messages.ts';
import { usePlace } from './place.ts';
import './reader.css';

type Course = CoursesFindOutput;
type Lesson = Course['sections'][number]['lessons'][number];
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
    progress.value = finished
      ? await lms.progress.reopen({ lessonId: lesson.id })
      : await lms.progress.complete({ lessonId: lesson.id });
    if (!finished && following) go(address(following));
  });
  const resume = loaded.resume?.lessonId === lesson.id ? (loaded.resume.place ?? undefined) : undefined;
  usePlace(lms, lesson.id, resume);
  useEffect(() => {
    if (resume) announce(t('where-you-were'));
  }, [resume]);
  useEffect(() => void lms.progress.open({ lessonId: lesson.id }).catch(() => {}), [lms, lesson.id]);
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
          <Nameplate school="" href={to('/home')} />
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
        <nav class="outline" aria-label={t('contents')} tabIndex={0}>
          {outline}
        </nav>
        <main id="main" class="leaf" tabIndex={-1}>
          <header class="lesson-head" lang={course.language}>
            <p class="folio">{t('part-lesson', { part: part + 1, lesson: inPart + 1 })}</p>
            <h1 dir="auto">{lesson.title}</h1>
            <p class="lesson-meta">
              <span>
                <Icon name="book-open-text" small />
                {t('reading', { count: Math.max(1, reading.minutes) })}
              </span>
            </p>
          </header>
          <Text html={reading.html} language={course.language} />
          <div class="done-line">
            <Button
              kind={finished ? 'secondary' : 'primary'}
              size="l"
              icon={finished ? 'rotate-ccw' : 'check'}
              busy={finish.busy}
              onClick={() => finish.run()}
            >
              {finished ? t('reopen') : t('finish')}
            </Button>
            {finished && <span class="small muted">{t('finished')}</span>}
          </div>
          <nav class="pager" aria-label={t('contents')}>
            {previous ? (
              <a href={address(previous)} rel="prev">
                <small>
                  <Icon name="arrow-left" small />
                  {t('before')}
                </small>
                {previous.title}
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
                {following.title}
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

function Outline({
  course,
  lesson,
  progress,
  address,
}: {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly progress: ProgressCourseOutput;
  readonly address: (lesson: Lesson) => string;
}) {
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [lesson.id]);
  return (
    <>
      {course.sections.map((section, index) => (
        <div key={section.id}>
          <h2 class="outline-part">
            <span class="folio">{index + 1}</span>
            {section.title}
          </h2>
          <ol class="outline-list">
            {section.lessons.map((one) => {
              const done = progress.lessons[one.id] === 'completed';
              const current = one.id === lesson.id;
              return (
                <li key={one.id}>
                  <a
                    ref={current ? here : null}
                    href={address(one)}
                    class={done ? 'is-done' : undefined}
                    aria-current={current ? 'page' : undefined}
                  >
                    <Icon name={done ? 'check' : 'book-open-text'} />
                    <span>
                      {one.title}
                      {done && <span class="visually-hidden">{t('finished-word')}</span>}
                    </span>
                    <span class="end">{one.minutes}′</span>
                  </a>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </>
  );
}

/** Sanitised where it was stored and again where it was read; what makes it nicer in a browser is added afterwards. */
function Text({ html, language }: { readonly html: string; readonly language: string }) {
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    for (const code of text.current?.querySelectorAll('figure.code') ?? []) {
      const head = code.querySelector('figcaption, .code-head') ?? code;
      if (!code.querySelector('.copy')) head.append(copyButton(code));
    }
  }, [html]);
  return (
    <article
      ref={text}
      class="prose"
      data-lesson
      lang={language}
      dir="auto"
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
function copyButton(code: Element): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet button-s copy';
  button.textContent = t('copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.querySelector('code')?.textContent ?? '');
    button.textContent = t('copied');
    setTimeout(() => (button.textContent = t('copy')), 2_000);
  });
  return button;
}

const sizes = [0.9, 1, 1.15, 1.3];
const sizeName = 'lectern.reading-size';
const themes: readonly Theme[] = ['light', 'dark', 'system'];
/** How the page looks: the size of its text, light or dark. */
function Looks() {
  const index = useSignal(1);
  const set = (next: number) => {
    index.value = Math.min(sizes.length - 1, Math.max(0, next));
    document.documentElement.style.setProperty('--reading-size', String(sizes[index.value]));
    try {
      localStorage.setItem(sizeName, String(index.value));
    } catch {
      // a browser that keeps nothing obeys until the page is left
    }
  };
  useEffect(() => {
    recallTheme();
    const kept = Number(globalThis.localStorage?.getItem(sizeName) ?? 1);
    if (kept !== 1 && Number.isInteger(kept)) set(kept);
  }, []);
  return (
    <Menu
      label={t('looks')}
      items={[
        { label: t('larger'), icon: 'plus', onSelect: () => set(index.value + 1) },
        { label: t('smaller'), icon: 'minus', onSelect: () => set(index.value - 1) },
        'rule',
        ...themes.map((one) => ({
          label: ui(`theme.${one}`),
          ...(theme.value === one && { icon: 'check' as const }),
          onSelect: () => setTheme(one),
        })),
      ]}
    >
      <span class="visually-hidden">{t('looks')}</span>
      <Icon name="a-large-small" />
    </Menu>
  );
}
