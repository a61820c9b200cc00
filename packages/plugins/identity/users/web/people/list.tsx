import type { AccessRolesOutput, UsersFieldsOutput, UsersListOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  type Column,
  Empty,
  More,
  PageHead,
  Person,
  Place,
  Problem,
  type ScreenProps,
  Table,
  Time,
  to,
  toast,
  useAction,
  useList,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { pictureOf } from '../picture.ts';
import { peopleActions } from '../places.ts';
import { peopleAsked } from './asked.ts';
import { Filters } from './filters.tsx';
import { Roles, StateBadge } from './marks.tsx';
import './people.css';
import { t } from './words.ts';

type Member = UsersListOutput['items'][number];
interface Data {
  readonly page: UsersListOutput;
  readonly fields: UsersFieldsOutput['items'];
  readonly roles: AccessRolesOutput['items'];
}

/** The people of the school, found and looked after. */
export function Page({ data: { page, fields, roles: known }, query, lms, viewer }: ScreenProps<Data>) {
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const asked = peopleAsked(query);
  const people = useList(page, (cursor) => lms.users.list({ ...asked, cursor }));
  const maySuspend = viewer?.may('user.suspend') === true;
  const act = useAction(async (what: 'suspend' | 'restore') => {
    let done = 0;
    try {
      for (const userId of chosen.peek()) {
        const now = await lms.users[what]({ userId });
        people.set((all) => all.map((one) => (one.id === userId ? { ...one, state: now.state } : one)));
        chosen.value = new Set([...chosen.peek()].filter((id) => id !== userId));
        done++;
      }
    } finally {
      if (done > 0) toast({ text: t(`${what}.many`, { count: done }) });
    }
  });
  const choose = (id: string, checked: boolean) => {
    const now = new Set(chosen.peek());
    if (checked) now.add(id);
    else now.delete(id);
    chosen.value = now;
  };
  const columns: Column<Member>[] = [
    {
      id: 'name',
      label: t('name'),
      header: true,
      cell: (one) => (
        <span class="people-who">
          {maySuspend && one.id !== viewer?.id && (
            <input
              type="checkbox"
              aria-label={t('choose', { name: one.name })}
              checked={chosen.value.has(one.id)}
              onChange={(event) => choose(one.id, event.currentTarget.checked)}
            />
          )}
          <a class="link-plain" href={to('/people/:userId', { userId: one.id })}>
            <Person name={one.name} picture={pictureOf(one)}>
              <bdi>{one.email}</bdi>
            </Person>
          </a>
        </span>
      ),
    },
    { id: 'role', label: t('role'), cell: ({ roles }) => <Roles roles={roles} known={known} /> },
    { id: 'state', label: t('state'), cell: ({ state }) => <StateBadge state={state} /> },
    { id: 'joined', label: t('joined'), cell: ({ joinedAt }) => <Time at={joinedAt} /> },
  ];
  const narrowed = Object.keys(asked).some((key) => key !== 'limit' && key !== 'sort');
  return (
    <>
      <PageHead size="medium" title={t('people')} actions={<Place of={peopleActions} lms={lms} />}>
        {t('people.lead')}
      </PageHead>
      <Filters query={query} fields={fields} roles={known} />
      {act.problem && <Problem problem={act.problem} />}
      {chosen.value.size > 0 && (
        <section class="people-chosen row" aria-label={t('chosen.what')}>
          <Badge tone="accent">{t('chosen', { count: chosen.value.size })}</Badge>
          <Button size="s" busy={act.busy} onClick={() => act.run('suspend')}>
            {t('suspend')}
          </Button>
          <Button size="s" busy={act.busy} onClick={() => act.run('restore')}>
            {t('restore')}
          </Button>
          <Button kind="quiet" size="s" onClick={() => (chosen.value = new Set())}>
            {t('chosen.none')}
          </Button>
        </section>
      )}
      <h2 class="visually-hidden">{t('found')}</h2>
      {people.items.length === 0 ? (
        <Empty title={narrowed ? t('none.found') : t('none')}>{narrowed ? t('none.found-why') : t('none.why')}</Empty>
      ) : (
        <Table label={t('people')} columns={columns} rows={people.items} rowKey={({ id }) => id} />
      )}
      <More of={people} />
    </>
  );
}
