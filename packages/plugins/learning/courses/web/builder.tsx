import type { CoursesGetOutput } from '@lectern/sdk';
import {
  announce,
  Badge,
  Button,
  ButtonLink,
  Crumbs,
  Form,
  go,
  Menu,
  PageHead,
  Place,
  Problem,
  type ScreenProps,
  TextArea,
  TextField,
  to,
  toast,
  useAction,
  useData,
  useTurns,
  useWhileSeen,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { AddLine } from './add-line.tsx';
import './builder.css';
import { t } from './messages.ts';
import { moved, orderOf } from './outline-order.ts';
import { courseSettings } from './places.ts';
import { Publishing } from './publishing.tsx';
import { Removing, type Target } from './removing.tsx';
import { Renaming } from './renaming.tsx';

/** Puts the focus back on what has it in this line, drawn anew; undefined where it is elsewhere. */
function heldIn(line: HTMLElement | null): (() => void) | undefined {
  if (!line) return undefined;
  const controls = () => document.getElementById(line.id)?.querySelectorAll<HTMLElement>('a, button');
  const at = [...(controls() ?? [])].indexOf(document.activeElement as HTMLElement);
  return at < 0 ? undefined : () => controls()?.[at]?.focus();
}

type Course = CoursesGetOutput;
type Lesson = Course['sections'][number]['lessons'][number];

/** The outline of a course: parts and lessons to add, rename, move, delete; what stands on its cover. */
export function Page({ data, lms, viewer }: ScreenProps<{ readonly course: Course }>) {
  const { id: courseId } = data.course;
  const live = useData(data.course, () => lms.courses.get({ courseId }));
  const course = live.data;
  const asking = useSignal(false);
  const removing = useSignal<Target | undefined>(undefined);
  const naming = useSignal<Target | undefined>(undefined);
  const changes = useTurns(live.refresh);
  // Another teacher, or another window.
  useWhileSeen(() => lms.listen([courseId], { ready: changes.settle, heard: changes.settle }));
  const about = useAction(async (form: FormData) => {
    const said = (name: string) => String(form.get(name));
    const [title, summary, description] = [said('title'), said('summary'), said('description')];
    const updated = await lms.courses.update({ courseId, title, summary, description });
    live.set(() => updated);
    toast({ text: t('saved') });
  });
  const removed = async ({ kind, title }: Target) => {
    if (kind === 'course') {
      toast({ text: t('removed', { title }) });
      return go(to('/teach'), 'replace');
    }
    await live.refresh();
    announce(t('removed', { title }));
  };

  // What is moved over the edge of a part is drawn anew: whoever moves by keyboard stays on it.
  const kept = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    kept.current?.();
    kept.current = undefined;
  }, [course.sections]);
  const move = (lesson: Lesson, by: -1 | 1) => {
    const after = moved(live.data.sections, lesson.id, by);
    if (!after) return;
    const { sections, place, count, part } = after;
    kept.current = heldIn(document.getElementById(lesson.id));
    live.set((before) => ({ ...before, sections }));
    void changes.run(() => lms.courses.arrange({ courseId, order: orderOf(sections) }));
    announce(t('moved', { place, count, part }));
  };
  const more = (target: Target) => (
    <Menu
      size="s"
      label={t('more-of', { title: target.title })}
      items={[
        { label: t('rename'), icon: 'pencil-line', onSelect: () => (naming.value = target) },
        { label: t('remove'), icon: 'trash', danger: true, onSelect: () => (removing.value = target) },
      ]}
    />
  );

  const draft = course.status === 'draft';
  const { sections, language } = course;
  const problem = changes.problem ?? live.problem;
  return (
    <>
      <Crumbs path={[{ label: t('teach.title'), href: to('/teach') }]} />
      <PageHead
        size="medium"
        title={<bdi lang={language}>{course.title}</bdi>}
        actions={
          <>
            <ButtonLink kind="quiet" href={to('/courses/:slug', { slug: course.slug })}>
              {t('see-course')}
            </ButtonLink>
            <Button kind={draft ? 'primary' : 'secondary'} onClick={() => (asking.value = true)}>
              {draft ? t('publish') : t('unpublish')}
            </Button>
          </>
        }
      >
        {draft ? <Badge tone="warn">{t('draft')}</Badge> : <Badge tone="good">{t('published')}</Badge>}
      </PageHead>
      {problem && <Problem problem={problem} />}
      <div class="builder">
        <div class="stack builder-parts">
          {sections.length === 0 && <p class="soft">{t('no-parts')}</p>}
          {sections.map((section) => (
            <section key={section.id} class="builder-part" aria-label={section.title}>
              <header>
                <h2>
                  <bdi lang={language}>{section.title}</bdi>
                </h2>
                {more({ kind: 'part', id: section.id, title: section.title })}
              </header>
              <ol class="builder-lessons">
                {section.lessons.map((lesson) => (
                  <li
                    key={lesson.id}
                    id={lesson.id}
                    onKeyDown={(event) => {
                      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                      event.preventDefault();
                      move(lesson, event.key === 'ArrowUp' ? -1 : 1);
                    }}
                  >
                    <a
                      href={to('/teach/:courseId/:lessonId', { courseId, lessonId: lesson.id })}
                      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    >
                      <bdi lang={language}>{lesson.title}</bdi>
                    </a>
                    {lesson.minutes > 0 && (
                      <span class="small muted nowrap only-wide">{t('minutes', { count: lesson.minutes })}</span>
                    )}
                    <Button
                      kind="icon"
                      size="s"
                      icon="arrow-up"
                      label={`${t('move-up')}: ${lesson.title}`}
                      onClick={() => move(lesson, -1)}
                    />
                    <Button
                      kind="icon"
                      size="s"
                      icon="arrow-down"
                      label={`${t('move-down')}: ${lesson.title}`}
                      onClick={() => move(lesson, 1)}
                    />
                    {more({ kind: 'lesson', id: lesson.id, title: lesson.title })}
                  </li>
                ))}
              </ol>
              <AddLine
                label={t('lesson.title')}
                action={t('add-lesson')}
                kinds
                onAdd={(title, kind) =>
                  changes.run(() => lms.courses.addLesson({ sectionId: section.id, title, kind }))
                }
              />
            </section>
          ))}
          <AddLine
            label={t('part.title')}
            action={t('add-part')}
            onAdd={(title) => changes.run(() => lms.courses.addSection({ courseId, title }))}
          />
        </div>
        <aside class="stack builder-about" aria-label={t('about')}>
          <Form onSubmit={about.run} problem={about.problem} class="stack card" label={t('about')}>
            <TextField
              label={t('title.label')}
              hint={t('title.hint')}
              name="title"
              value={data.course.title}
              maxLength={200}
            />
            <TextArea
              label={t('summary.label')}
              hint={t('summary.hint')}
              name="summary"
              rows={5}
              value={data.course.summary}
              maxLength={500}
              optional
            />
            <TextArea
              label={t('description.label')}
              hint={t('description.hint')}
              name="description"
              rows={8}
              value={data.course.description}
              maxLength={20_000}
              optional
            />
            <Button kind="secondary" submit busy={about.busy}>
              {t('save')}
            </Button>
          </Form>
          <Place of={courseSettings} courseId={courseId} />
          {viewer?.may('course.delete') && (
            <Button
              kind="danger"
              size="s"
              icon="trash"
              onClick={() => (removing.value = { kind: 'course', id: courseId, title: course.title })}
            >
              {t('remove-course')}
            </Button>
          )}
        </aside>
      </div>
      <Publishing
        course={asking.value ? course : undefined}
        onClose={() => (asking.value = false)}
        onChanged={(changed) => live.set(() => changed)}
      />
      <Renaming target={naming.value} onClose={() => (naming.value = undefined)} onRenamed={live.refresh} />
      <Removing target={removing.value} onClose={() => (removing.value = undefined)} onRemoved={removed} />
    </>
  );
}
