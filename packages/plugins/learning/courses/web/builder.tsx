import type { CoursesGetOutput } from '@lectern/sdk';
import {
  announce,
  Badge,
  Button,
  ButtonLink,
  Confirm,
  Crumbs,
  Dialog,
  Form,
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
import './builder.css';
import { t } from './messages.ts';
import { moved } from './outline-order.ts';
import { Publishing } from './publishing.tsx';

type Course = CoursesGetOutput;
type Lesson = Course['sections'][number]['lessons'][number];
/** A part or a lesson that is being renamed or deleted. */
interface Target {
  readonly kind: 'part' | 'lesson';
  readonly id: string;
  readonly title: string;
}

/** The outline of a course: parts and lessons to add, rename, move, delete; what stands on its cover. */
export function Page({ data, lms }: ScreenProps<{ readonly course: Course }>) {
  const course = useSignal(data.course);
  const asking = useSignal(false);
  const removing = useSignal<Target | undefined>(undefined);
  const naming = useSignal<Target | undefined>(undefined);
  const { id: courseId } = data.course;
  const change = useAction(async (act: () => Promise<unknown>) => {
    await act();
    course.value = await lms.courses.get({ courseId });
  });
  const about = useAction(async (form: FormData) => {
    const [title, summary] = [String(form.get('title')), String(form.get('summary'))];
    course.value = await lms.courses.update({ courseId, title, summary });
    toast({ text: t('saved') });
  });
  const rename = useAction(async ({ kind, id }: Target, title: string) => {
    await (kind === 'part'
      ? lms.courses.updateSection({ sectionId: id, title })
      : lms.courses.updateLesson({ lessonId: id, title }));
    course.value = await lms.courses.get({ courseId });
    naming.value = undefined;
  });
  const remove = useAction(async ({ kind, id }: Target) => {
    await (kind === 'part' ? lms.courses.removeSection({ sectionId: id }) : lms.courses.removeLesson({ lessonId: id }));
    course.value = await lms.courses.get({ courseId });
    removing.value = undefined;
  });

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
  const { sections } = course.value;
  return (
    <>
      <Crumbs path={[{ label: t('teach.title'), href: to('/teach') }]} />
      <PageHead
        size="medium"
        title={course.value.title}
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
          {sections.map((section) => (
            <section key={section.id} class="builder-part" aria-label={section.title}>
              <header>
                <h2 dir="auto">{section.title}</h2>
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
                      {lesson.title}
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
          <Button kind="secondary" submit busy={about.busy}>
            {t('save')}
          </Button>
        </Form>
      </div>
      <Publishing
        course={asking.value ? course.value : undefined}
        onClose={() => (asking.value = false)}
        onChanged={(changed) => (course.value = changed)}
      />
      <Dialog
        open={naming.value !== undefined}
        onClose={() => (naming.value = undefined)}
        title={naming.value ? t('rename.what', { title: naming.value.title }) : ''}
        actions={<span />}
      >
        <Form
          onSubmit={(form) => naming.value && rename.run(naming.value, String(form.get('name')))}
          problem={rename.problem}
        >
          <TextField label={t('title.label')} name="name" value={naming.value?.title ?? ''} maxLength={200} />
          <Button kind="primary" submit busy={rename.busy}>
            {t('save')}
          </Button>
        </Form>
      </Dialog>
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={removing.value ? t('remove.lesson', { title: removing.value.title }) : ''}
        deed={t('remove')}
        busy={remove.busy}
        onConfirm={() => removing.value && remove.run(removing.value)}
      >
        {removing.value?.kind === 'part' ? t('remove.part-what') : t('remove.lesson-what')}
        {remove.problem && <Problem problem={remove.problem} />}
      </Confirm>
    </>
  );
}

function AddLine({
  label,
  action,
  onAdd,
}: {
  readonly label: string;
  readonly action: string;
  readonly onAdd: (title: string) => Promise<{ readonly ok: boolean }>;
}) {
  const title = useSignal('');
  return (
    <form
      class="builder-add"
      onSubmit={async (event) => {
        event.preventDefault();
        if (title.value.trim() === '') return;
        // What was written stays when it could not be added.
        if ((await onAdd(title.value.trim())).ok) title.value = '';
      }}
    >
      <input
        class="input is-small"
        aria-label={label}
        placeholder={label}
        value={title.value}
        maxLength={200}
        onInput={(event) => (title.value = event.currentTarget.value)}
      />
      <Button kind="quiet" size="s" icon="plus" submit>
        {action}
      </Button>
    </form>
  );
}
