import type { CoursesGetOutput, ProgressPeopleOutput } from '@lectern/sdk';
import {
  type Column,
  Crumbs,
  Empty,
  More,
  PageHead,
  Person,
  ProgressBar,
  type ScreenProps,
  Table,
  Time,
  to,
  useAction,
  useList,
  useWhileSeen,
} from '@lectern/ui';
import { pictureOf, profileAt } from '@lectern/users/web';
import { t } from './messages.ts';

type Learner = ProgressPeopleOutput['items'][number];
interface Data {
  readonly course: CoursesGetOutput;
  readonly page: ProgressPeopleOutput;
}

/** Who learns in a course and how far each is, by name, as it happens. */
export function Page({ data: { course, page }, lms }: ScreenProps<Data>) {
  const { id: courseId } = course;
  const people = useList(page, (cursor) => lms.progress.people({ courseId, cursor, limit: 50 }));
  /** As many as are shown, so that nobody who was found has to be looked for again. */
  const again = useAction(async () => {
    const limit = Math.min(100, Math.max(50, people.items.length));
    const now = await lms.progress.people({ courseId, limit });
    const known = new Map(now.items.map((one) => [one.userId, one]));
    people.set((before) => [
      ...now.items,
      ...before.slice(now.items.length).filter(({ userId }) => !known.has(userId)),
    ]);
  });
  useWhileSeen(() => lms.listen([courseId], { heard: () => void again.run() }));
  const columns: readonly Column<Learner>[] = [
    {
      id: 'name',
      label: t('people.name'),
      header: true,
      cell: ({ userId, name, picture }) => (
        <a class="plain" href={profileAt(userId)}>
          <Person name={name} picture={pictureOf({ id: userId, picture })} />
        </a>
      ),
    },
    {
      id: 'progress',
      label: t('progress'),
      cell: ({ name, done, total }) => (
        <span class="row nowrap">
          <ProgressBar value={done} max={Math.max(1, total)} label={`${t('progress')}: ${name}`} />
          <span class="small muted">{t('lessons', { done, total })}</span>
        </span>
      ),
    },
    { id: 'last', label: t('people.last'), cell: ({ lastAt }) => (lastAt ? <Time at={lastAt} /> : t('people.never')) },
  ];
  return (
    <>
      <Crumbs
        path={[
          { label: t('people.teach'), href: to('/teach') },
          { label: course.title, href: to('/teach/:courseId', { courseId }) },
        ]}
      />
      <PageHead size="medium" title={t('people')} />
      {people.items.length === 0 ? (
        <Empty title={t('people.none')}>{t('people.none-why')}</Empty>
      ) : (
        <Table label={t('people')} columns={columns} rows={people.items} rowKey={({ userId }) => userId} />
      )}
      <More of={people} />
    </>
  );
}
