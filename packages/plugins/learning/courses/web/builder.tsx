import type { CoursesGetOutput } from '@lectern/sdk';
import { announce, Badge, Button, ButtonLink, Confirm, Crumbs, Form, type ScreenProps, PageHead, Problem, TextArea, TextField, toast, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './builder.css';
import { t } from './messages.ts';

type Course = CoursesGetOutput;
type Lesson = Course['sections'][number]['lessons'][number];

/** The outline of a course: parts and lessons to add, rename, move, delete; what stands on its cover. */
export function Page({ data, lms }: ScreenProps<{ readonly course: Course }>) {
  const course = useSignal(data.course);
  const removing = useSignal<Lesson | undefined>(undefined);
  const { id: courseId } = data.course;
  const refresh = async () => {
    course.value = await lms.courses.get({ courseId });
  };
  const change = useAction(async (act: () => Promise<unknown>) => {
    await act();
    await refresh();
  });
  const about = useAction(async (form: FormData) => {
    course.value = await lms.courses.update({ courseId, title: String(form.get('title')), summary: String(form.get('summary')) });
    toast({ text: t('saved') });
  });
  const publish = useAction(async () => {
    course.value = course.value.status === 'draft' ? await lms.courses.publish({ courseId }) : await lms.courses.unpublish({ courseId });
  });

  /** One place up or down, over the edge of a part into the next. */
  function move(lesson: Lesson, by: -1 | 1): void {
    const order = course.value.sections.map((section) => ({ sectionId: section.id, title: section.title, lessonIds: section.lessons.map(({ id }) => id) }));
    const from = order.findIndex(({ lessonIds }) => lessonIds.includes(lesson.id));
    const place = order[from]!.lessonIds.indexOf(lesson.id);
    const within = place + by >= 0 && place + by < order[from]!.lessonIds.length;
    const target = within ? order[from]! : order[from + by];
    if (!target) return;
    order[from]!.lessonIds.splice(place, 1);
    target.lessonIds.splice(within ? place + by : by > 0 ? 0 : target.lessonIds.length, 0, lesson.id);
    void change.run(() => lms.courses.arrange({ courseId, order: order.map(({ sectionId, lessonIds }) => ({ sectionId, lessonIds })) }));
    announce(t('moved', { place: target.lessonIds.indexOf(lesson.id) + 1, count: target.lessonIds.length, part: target.title }));
  }

  const draft = course.value.status === 'draft';
  return (
    <>
      <Crumbs path={[{ label: t('teach.title'), href: to('/teach') }]} />
      <PageHead
        title={course.value.title}
        actions={
          <>
            <ButtonLink kind="quiet" href={to('/courses/:slug', { slug: course.value.slug })}>
              {t('see-course')}
            </ButtonLink>
            <Button kind={draft ? 'primary' : 'secondary'} busy={publish.busy} onClick={() => publish.run()}>
              {draft ? t('publish') : t('unpublish')}
            </Button>
          </>
        }
      >
        {draft ? <Badge tone="warn">{t('draft')}</Badge> : <Badge tone="good">{t('published')}</Badge>}
      </PageHead>
      {publish.problem && <Problem problem={publish.problem} />}
      {change.problem && <Problem problem={change.problem} />}
      <div class="builder">
        <div>
          {course.value.sections.map((section) => (
            <section key={section.id} class="builder-part" aria-label={section.title}>
              <header>
                <h2>{section.title}</h2>
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
                    <a href={to('/teach/:courseId/:lessonId', { courseId, lessonId: lesson.id })}>{lesson.title}</a>
                    <span class="small muted nowrap">{t('minutes', { count: lesson.minutes })}</span>
                    <Button kind="icon" size="s" icon="arrow-up" label={`${t('move-up')}: ${lesson.title}`} onClick={() => move(lesson, -1)} />
                    <Button kind="icon" size="s" icon="arrow-down" label={`${t('move-down')}: ${lesson.title}`} onClick={() => move(lesson, 1)} />
                    <Button kind="icon" size="s" icon="trash" label={`${t('remove')}: ${lesson.title}`} onClick={() => (removing.value = lesson)} />
                  </li>
                ))}
              </ol>
              <AddLine label={t('lesson.title')} action={t('add-lesson')} onAdd={(title) => change.run(() => lms.courses.addLesson({ sectionId: section.id, title }))} />
            </section>
          ))}
          <div class="builder-part">
            <AddLine label={t('part.title')} action={t('add-part')} onAdd={(title) => change.run(() => lms.courses.addSection({ courseId, title }))} />
          </div>
        </div>
        <Form onSubmit={about.run} problem={about.problem} class="stack card">
          <TextField label={t('title.label')} hint={t('title.hint')} name="title" value={data.course.title} maxLength={200} />
          <TextArea label={t('summary.label')} hint={t('summary.hint')} name="summary" value={data.course.summary} maxLength={500} optional />
          <Button kind="secondary" submit busy={about.busy}>
            {t('save')}
          </Button>
        </Form>
      </div>
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={removing.value ? t('remove.lesson', { title: removing.value.title }) : ''}
        deed={t('remove')}
        onConfirm={async () => {
          const lesson = removing.value;
          removing.value = undefined;
          if (lesson) await change.run(() => lms.courses.removeLesson({ lessonId: lesson.id }));
        }}
      >
        {t('remove.lesson-what')}
      </Confirm>
    </>
  );
}

function AddLine({ label, action, onAdd }: { readonly label: string; readonly action: string; readonly onAdd: (title: string) => Promise<unknown> }) {
  const title = useSignal('');
  return (
    <form
      class="row builder-add"
      onSubmit={async (event) => {
        event.preventDefault();
        if (title.value.trim() === '') return;
        await onAdd(title.value.trim());
        title.value = '';
      }}
    >
      <input class="input is-small" aria-label={label} placeholder={label} value={title.value} maxLength={200} onInput={(event) => (title.value = event.currentTarget.value)} />
      <Button kind="quiet" size="s" icon="plus" submit>
        {action}
      </Button>
    </form>
  );
}
