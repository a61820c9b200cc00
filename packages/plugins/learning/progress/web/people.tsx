import type { CoursesGetOutput, ProgressPeopleOutput } from '@lectern/sdk';
import {
  Button,
  type Column,
  Crumbs,
  Empty,
  PageHead,
  Person,
  Problem,
  ProgressBar,
  type ScreenProps,
  Table,
  Time,
  to,
  useAction,
  useWhileSeen,
} from '@lectern/ui';
import { pictureOf, profileAt } from '@lectern/users/web';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';

type Learner = ProgressPeopleOutput['items'][number];
interface Data {
  readonly course: CoursesGetOutput;
  readonly page: ProgressPeopleOutput;
}

/** Who learns in a course and how far each is, by name, as it happens. */
export function Page({ data: { course, page }, lms }: ScreenProps<Data>) {
  const { id: courseId } = course;
  const people = useSignal(page.items);
  const next = useSignal(page.next);
  const more = useAction(async (cursor: string) => {
    const following = await lms.progress.people({ courseId, cursor, limit: 50 });
    people.value = [...people.value, ...following.items];
    next.value = following.next;
  });
  /** As many as are shown, so that nobody who was found has to be looked for again. */
  const again = useAction(async () => {
    const limit = Math.min(100, Math.max(50, people.peek().length));
    const now = await lms.progress.people({ courseId, limit });
    const known = new Map(now.items.map((one) => [one.userId, one]));
    const beyond = people
      .peek()
      .slice(now.items.length)
      .filter(({ userId }) => !known.has(userId));
    people.value = [...now.items, ...beyond];
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
      {more.problem && <Problem problem={more.problem} />}
      {people.value.length === 0 ? (
        <Empty title={t('people.none')}>{t('people.none-why')}</Empty>
      ) : (
        <Table label={t('people')} columns={columns} rows={people.value} rowKey={({ userId }) => userId} />
      )}
      {next.value && (
        <Button kind="secondary" busy={more.busy} onClick={() => more.run(next.value!)}>
          {t('people.more')}
        </Button>
      )}
    </>
  );
}
