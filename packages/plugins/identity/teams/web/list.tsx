import type { TeamsListOutput } from '@lectern/sdk';
import {
  Button,
  Confirm,
  Dialog,
  Empty,
  Form,
  Menu,
  PageHead,
  Problem,
  type ScreenProps,
  Select,
  Table,
  TextField,
  to,
  useAction,
} from '@lectern/ui';
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
  const make = (
    <Button kind="primary" icon="plus" onClick={() => (editing.value = 'new')}>
      {t('new')}
    </Button>
  );
  const nameOf = (id: string | null) => all.value.find((one) => one.id === id)?.name;
  const now = editing.value;
  return (
    <>
      <PageHead title={t('teams')} size="medium" actions={all.value.length > 0 && make}>
        {t('lead')}
      </PageHead>
      {remove.problem && <Problem problem={remove.problem} />}
      {all.value.length === 0 ? (
        <>
          <h2 class="visually-hidden">{t('teams')}</h2>
          <Empty title={t('none')} action={make}>
            {t('none.what')}
          </Empty>
        </>
      ) : (
        <Table
          label={t('teams')}
          rows={all.value}
          rowKey={({ id }) => id}
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
            {
              id: 'do',
              label: t('rename'),
              quiet: true,
              cell: (team) => (
                <Menu
                  label={t('actions', { name: team.name })}
                  size="s"
                  items={[
                    { label: t('rename'), icon: 'pencil-line', onSelect: () => (editing.value = team) },
                    { label: t('remove'), icon: 'trash', danger: true, onSelect: () => (removing.value = team) },
                  ]}
                />
              ),
            },
          ]}
        />
      )}
      <Dialog
        open={now !== undefined}
        onClose={() => (editing.value = undefined)}
        title={now === 'new' ? t('new') : t('rename')}
        actions={false}
      >
        {now !== undefined && (
          <Form onSubmit={save.run} problem={save.problem}>
            <TextField label={t('name')} name="name" value={now === 'new' ? '' : now.name} maxLength={200} />
            <Select
              label={t('part-of')}
              name="parentId"
              optional
              value={now === 'new' ? '' : (now.parent ?? '')}
              options={all.value
                .filter((one) => now === 'new' || one.id !== now.id)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
            <div class="dialog-actions">
              <Button kind="primary" submit busy={save.busy}>
                {now === 'new' ? t('make') : t('save')}
              </Button>
            </div>
          </Form>
        )}
      </Dialog>
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
