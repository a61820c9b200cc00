import type { TeamsListOutput } from '@lectern/sdk';
import { Button, Collection, Confirm, Form, type ScreenProps, Select, TextField, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';

type Team = TeamsListOutput['items'][number];

export function Page({ data, lms }: ScreenProps<readonly Team[]>) {
  const all = useSignal(data);
  const editing = useSignal<Team | 'new' | undefined>(undefined);
  const removing = useSignal<Team | undefined>(undefined);
  const read = async () => {
    all.value = (await lms.teams.list()).items;
  };
  const remove = useAction(async ({ id }: Team) => {
    await lms.teams.remove({ teamId: id });
    removing.value = undefined;
    await read();
  });
  const save = useAction(async (form: FormData) => {
    const name = String(form.get('name'));
    const parentId = String(form.get('parentId') ?? '') || null;
    const team = editing.peek();
    if (team === 'new') await lms.teams.create({ name, ...(parentId && { parentId }) });
    else if (team) await lms.teams.update({ teamId: team.id, name, parentId });
    editing.value = undefined;
    await read();
  });
  const nameOf = (id: string | null) => all.value.find((one) => one.id === id)?.name;
  return (
    <>
      <Collection
        title={t('teams')}
        lead={t('lead')}
        rows={all.value}
        rowKey={({ id }) => id}
        none={{ title: t('none'), what: t('none.what') }}
        make={t('new')}
        change={t('rename')}
        menu={({ name }) => t('actions', { name })}
        deeds={(team) => [{ label: t('remove'), icon: 'trash', danger: true, onSelect: () => (removing.value = team) }]}
        editing={editing.value}
        onEdit={(team) => (editing.value = team)}
        problem={remove.problem}
        columns={[
          {
            id: 'name',
            label: t('name'),
            header: true,
            cell: ({ id, name }) => (
              <a href={to('/school/teams/:teamId', { teamId: id })}>
                <bdi>{name}</bdi>
              </a>
            ),
          },
          { id: 'parent', label: t('part-of'), cell: ({ parent }) => <bdi>{nameOf(parent) ?? '–'}</bdi> },
          { id: 'members', label: t('people'), cell: ({ members }) => t('members', { count: members }) },
        ]}
        form={(team) => (
          <Form onSubmit={save.run} problem={save.problem}>
            <TextField label={t('name')} name="name" value={team?.name ?? ''} maxLength={200} />
            <Select
              label={t('part-of')}
              name="parentId"
              optional
              value={team?.parent ?? ''}
              options={all.value
                .filter((one) => one.id !== team?.id)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
            <div class="dialog-actions">
              <Button kind="primary" submit busy={save.busy}>
                {team ? t('save') : t('make')}
              </Button>
            </div>
          </Form>
        )}
      />
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={t('remove.ask', { name: removing.value?.name ?? '' })}
        deed={t('remove')}
        keep={t('keep')}
        busy={remove.busy}
        onConfirm={() => removing.value && remove.run(removing.value)}
      >
        <p>{t('remove.what')}</p>
      </Confirm>
    </>
  );
}
