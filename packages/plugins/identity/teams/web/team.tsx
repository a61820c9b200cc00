import type { TeamsListOutput, TeamsMembersOutput, UsersListOutput } from '@lectern/sdk';
import {
  Avatar,
  Button,
  Crumbs,
  Form,
  More,
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
  useList,
} from '@lectern/ui';
import { pictureOf } from '@lectern/users/web';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';
import { teamSections } from './places.ts';

interface Data {
  readonly team: TeamsListOutput['items'][number] | undefined;
  readonly members: TeamsMembersOutput;
}

/** Who is in one team. */
export function Page({ data, lms, params: { teamId } }: ScreenProps<Data, { readonly teamId: string }>) {
  const members = useList(data.members, (cursor) => lms.teams.members({ teamId, cursor }));
  const found = useSignal<UsersListOutput['items'] | undefined>(undefined);
  const search = useAction(async (form: FormData) => {
    found.value = (await lms.users.list({ search: String(form.get('search')), limit: 8 })).items;
  });
  const add = useAction(async (userId: string) => {
    await lms.teams.addMember({ teamId, userId });
    await members.refresh();
  });
  const take = useAction(async (userId: string) => {
    await lms.teams.removeMember({ teamId, userId });
    await members.refresh();
  });
  const problem = add.problem ?? take.problem;
  const inTeam = new Set(members.items.map(({ userId }) => userId));
  return (
    <>
      <Crumbs path={[{ label: t('teams'), href: to('/school/teams') }]} />
      <PageHead title={<bdi>{data.team?.name ?? t('teams')}</bdi>} size="medium" />
      {problem && <Problem problem={problem} />}
      <Section title={t('people')}>
        {members.items.length === 0 ? (
          <p class="soft">{t('empty')}</p>
        ) : (
          <Table
            label={t('people')}
            rows={members.items}
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
        <More of={members} />
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
