import type { CoursesTeachingOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  ButtonLink,
  Dialog,
  Empty,
  Form,
  formatAgo,
  go,
  More,
  PageHead,
  type ScreenProps,
  Table,
  TextField,
  to,
  useAction,
  useList,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './catalogue.css';
import { duration, facts, t } from './messages.ts';
import { Publishing } from './publishing.tsx';

type Mine = CoursesTeachingOutput['items'][number];

export function Page({ data, lms }: ScreenProps<CoursesTeachingOutput>) {
  const courses = useList(data, (cursor) => lms.courses.teaching({ limit: 100, cursor }));
  const making = useSignal(false);
  const changing = useSignal<Mine | undefined>(undefined);
  const make = useAction(async (form: FormData) => {
    const course = await lms.courses.create({ title: String(form.get('title')) });
    go(to('/teach/:courseId', { courseId: course.id }));
  });
  return (
    <>
      <PageHead
        title={t('teach.title')}
        actions={
          <>
            <Button kind="secondary" icon="plus" onClick={() => (making.value = true)}>
              {t('teach.new')}
            </Button>
            <ButtonLink kind="primary" icon="folder-up" href={to('/teach/import')}>
              {t('teach.import')}
            </ButtonLink>
          </>
        }
      >
        {t('teach.lead')}
      </PageHead>
      {courses.items.length === 0 ? (
        <Empty title={t('teach.none')}>{t('teach.none-why')}</Empty>
      ) : (
        <Table
          label={t('teach.title')}
          rows={courses.items}
          rowKey={({ id }) => id}
          columns={[
            {
              id: 'course',
              header: true,
              label: t('teach.course'),
              cell: (course) => (
                <a href={to('/teach/:courseId', { courseId: course.id })}>
                  <bdi lang={course.language}>{course.title}</bdi>
                </a>
              ),
            },
            {
              id: 'status',
              label: t('teach.status'),
              cell: (course) =>
                course.status === 'published' ? (
                  <Badge tone="good">{t('published')}</Badge>
                ) : (
                  <Badge tone="warn">{t('draft')}</Badge>
                ),
            },
            {
              id: 'length',
              label: t('teach.length'),
              cell: (course) => facts(t('lessons', { count: course.lessons }), duration(course.minutes)),
            },
            {
              id: 'changed',
              label: t('teach.changed'),
              cell: (course) => <time dateTime={course.changedAt}>{formatAgo(course.changedAt)}</time>,
            },
            {
              id: 'act',
              label: t('publish'),
              quiet: true,
              cell: (course) => {
                const deed = course.status === 'draft' ? t('publish') : t('unpublish');
                return (
                  <Button
                    kind="quiet"
                    size="s"
                    label={`${deed}: ${course.title}`}
                    onClick={() => (changing.value = course)}
                  >
                    {deed}
                  </Button>
                );
              },
            },
          ]}
        />
      )}
      <More of={courses} />
      <Publishing
        course={changing.value}
        onClose={() => (changing.value = undefined)}
        onChanged={({ id, status }) => {
          courses.set((all) => all.map((one) => (one.id === id ? { ...one, status } : one)));
        }}
      />
      <Dialog open={making.value} onClose={() => (making.value = false)} title={t('teach.new')} actions={false}>
        <Form onSubmit={make.run} problem={make.problem}>
          <TextField label={t('title.label')} hint={t('title.hint')} name="title" maxLength={200} />
          <div class="dialog-actions">
            <Button onClick={() => (making.value = false)}>{t('not-now')}</Button>
            <Button kind="primary" submit busy={make.busy}>
              {t('create')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
