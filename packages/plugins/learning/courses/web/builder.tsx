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
  Problem,
  type ScreenProps,
  TextArea,
  TextField,
  to,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { AddLine } from './add-line.tsx';
import './builder.css';
import { t } from './messages.ts';
import { moved } from './outline-order.ts';
import { Publishing } from './publishing.tsx';
import { Removing, type Target } from './removing.tsx';
import { Renaming } from './renaming.tsx';

type Course = CoursesGetOutput;
type Lesson = Course['sections'][number]['lessons'][number];

/** The outline of a course: parts and lessons to add, rename, move, delete; what stands on its cover. */
export function Page({ data, lms, viewer }: ScreenProps<{ readonly course: Course }>) {
  const course = useSignal(data.course);
  const asking = useSignal(false);
  const removing = useSignal<Target | undefined>(undefined);
  const naming = useSignal<Target | undefined>(undefined);
  const { id: courseId } = data.course;
  const read = async () => {
    course.value = await lms.courses.get({ courseId });
  };
  const change = useAction(async (act: () => Promise<unknown>) => {
    await act();
    await read();
  });
  const about = useAction(async (form: FormData) => {
    const said = (name: string) => String(form.get(name));
    const [title, summary, description] = [said('title'), said('summary'), said('description')];
    course.value = await lms.courses.update({ courseId, title, summary, description });
    toast({ text: t('saved') });
  });
  const removed = async ({ kind, title }: Target) => {
    if (kind === 'course') {
      toast({ text: t('removed', { title }) });
      return go(to('/teach'), 'replace');
    }
    await read();
    announce(t('removed', { title }));
  };

  const move = (lesson: Lesson, by: -1 | 1) => {
    const to = moved(course.value.sections, lesson.id, by);
    if (!to) return;
    void change.run(() => lms.courses.arrange({ courseId, order: to.order }));
    announce(t('moved', { place: to.place, count: to.count, part: to.part }));
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

  const draft = course.value.status === 'draft';
  const { sections, language } = course.value;
  return (
    <>
      <Crumbs path={[{ label: t('teach.title'), href: to('/teach') }]} />
      <PageHead
        size="medium"
        title={<bdi lang={language}>{course.value.title}</bdi>}
        actions={
          <>
            <ButtonLink kind="quiet" href={to('/courses/:slug', { slug: course.value.slug })}>
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
      {change.problem && <Problem problem={change.problem} />}
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
                    <span class="small muted nowrap only-wide">{t('minutes', { count: lesson.minutes })}</span>
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
                onAdd={(title) => change.run(() => lms.courses.addLesson({ sectionId: section.id, title }))}
              />
            </section>
          ))}
          <AddLine
            label={t('part.title')}
            action={t('add-part')}
            onAdd={(title) => change.run(() => lms.courses.addSection({ courseId, title }))}
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
          {viewer?.may('course.delete') && (
            <Button
              kind="danger"
              size="s"
              icon="trash"
              onClick={() => (removing.value = { kind: 'course', id: courseId, title: course.value.title })}
            >
              {t('remove-course')}
            </Button>
          )}
        </aside>
      </div>
      <Publishing
        course={asking.value ? course.value : undefined}
        onClose={() => (asking.value = false)}
        onChanged={(changed) => (course.value = changed)}
      />
      <Renaming target={naming.value} onClose={() => (naming.value = undefined)} onRenamed={read} />
      <Removing target={removing.value} onClose={() => (removing.value = undefined)} onRemoved={removed} />
    </>
  );
}
