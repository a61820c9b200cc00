import type { TeamsListOutput, TeamsMembersOutput, UsersListOutput } from '@lectern/sdk';
import {
  Avatar,
  Button,
  Crumbs,
  Form,
  PageHead,
  Place,
  Problem,
  type ScreenProps,
  Section,
  Table,
  TextField,
  Time,
  to,
  useAction,
} from '@lectern/ui';
import { pictureOf } from '@lectern/users/web';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';
import { teamSections } from './places.ts';

interface Data {
  readonly team: TeamsListOutput['items'][number] | undefined;
  readonly members: TeamsMembersOutput;
}
type Member = TeamsMembersOutput['items'][number];

/** Who is in one team. */
export function Page({ data, lms, params: { teamId } }: ScreenProps<Data, { readonly teamId: string }>) {
  const all = useSignal<readonly Member[]>(data.members.items);
  const next = useSignal(data.members.next);
  const found = useSignal<UsersListOutput['items'] | undefined>(undefined);
  const read = async () => {
    const page = await lms.teams.members({ teamId });
    [all.value, next.value] = [page.items, page.next];
  };
  const more = useAction(async () => {
    const page = await lms.teams.members({ teamId, cursor: next.value ?? undefined });
    [all.value, next.value] = [[...all.value, ...page.items], page.next];
  });
  const search = useAction(async (form: FormData) => {
    found.value = (await lms.users.list({ search: String(form.get('search')), limit: 8 })).items;
  });
  const add = useAction(async (userId: string) => {
    await lms.teams.addMember({ teamId, userId });
    await read();
  });
  const take = useAction(async (userId: string) => {
    await lms.teams.removeMember({ teamId, userId });
    await read();
  });
  const problem = add.problem ?? take.problem ?? more.problem;
  const inTeam = new Set(all.value.map(({ userId }) => userId));
  return (
    <>
      <Crumbs path={[{ label: t('teams'), href: to('/school/teams') }]} />
      <PageHead title={<bdi>{data.team?.name ?? t('teams')}</bdi>} size="medium" />
      {problem && <Problem problem={problem} />}
      <Section title={t('people')}>
        {all.value.length === 0 ? (
          <p class="soft">{t('empty')}</p>
        ) : (
          <Table
            label={t('people')}
            rows={all.value}
            rowKey={({ userId }) => userId}
            columns={[
              {
                id: 'name',
                label: t('name'),
                header: true,
                cell: ({ userId, name, picture }) => (
                  <span class="row">
                    <Avatar name={name} {...(picture && { picture: pictureOf({ id: userId, picture }) })} />
                    <bdi>{name}</bdi>
                  </span>
                ),
              },
              { id: 'joined', label: t('joined'), cell: ({ joinedAt }) => <Time at={joinedAt} /> },
              {
                id: 'do',
                label: t('take'),
                quiet: true,
                cell: ({ userId, name }) => (
                  <Button kind="quiet" size="s" label={t('take.label', { name })} onClick={() => void take.run(userId)}>
                    {t('take')}
                  </Button>
                ),
              },
            ]}
          />
        )}
        {next.value && (
          <Button kind="quiet" busy={more.busy} onClick={() => void more.run()}>
            {t('more')}
          </Button>
        )}
      </Section>
      <Section title={t('add')}>
        <Form onSubmit={search.run} problem={search.problem}>
          <TextField label={t('add.search')} name="search" type="search" maxLength={200} />
        </Form>
        {found.value?.length === 0 && <p role="status">{t('add.nobody')}</p>}
        <ul class="rows">
          {found.value?.map(({ id, name, email }) => (
            <li key={id} class="row">
              <span>
                <bdi>{name}</bdi> <bdi class="small muted">{email}</bdi>
              </span>
              {!inTeam.has(id) && (
                <Button size="s" onClick={() => void add.run(id)}>
                  {t('add.do')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {data.team && <Place of={teamSections} team={data.team} lms={lms} />}
    </>
  );
}
