import type { UsersFieldsOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  type Column,
  Confirm,
  Dialog,
  Empty,
  Menu,
  PageHead,
  Problem,
  type ScreenProps,
  Table,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import '../people/people.css';
import { t } from '../people/words.ts';
import { FieldForm } from './form.tsx';

export type Field = UsersFieldsOutput['items'][number];

/** What the school wants to know of its people. */
export function Page({ data, lms }: ScreenProps<readonly Field[]>) {
  const live = useData(data, async () => (await lms.users.fields({})).items);
  const fields = live.data;
  const editing = useSignal<Field | 'new' | undefined>(undefined);
  const removing = useSignal<{ field: Field; values: number } | undefined>(undefined);
  const move = useAction(async (at: number, by: -1 | 1) => {
    const others = fields.filter((_, i) => i !== at);
    const beforeFieldId = others[at + by]?.id ?? null;
    await lms.users.changeField({ fieldId: fields[at]!.id, beforeFieldId });
    await live.refresh();
  });
  const askToRemove = useAction(async (field: Field) => {
    const { answer } = await lms.preview<{ values: number }>('users.removeField', { fieldId: field.id });
    removing.value = { field, values: answer.values };
  });
  const remove = useAction(async () => {
    await lms.users.removeField({ fieldId: removing.peek()!.field.id });
    removing.value = undefined;
    await live.refresh();
  });
  const saved = async () => {
    editing.value = undefined;
    await live.refresh();
  };
  const columns: readonly Column<Field>[] = [
    {
      id: 'label',
      label: t('field'),
      header: true,
      cell: ({ label, required, hint }) => (
        <>
          <bdi>{label}</bdi> {required && <Badge>{t('field.required')}</Badge>}
          {hint && <p class="small muted field-hint">{hint}</p>}
        </>
      ),
    },
    { id: 'type', label: t('field.type'), cell: ({ type }) => t(`type.${type}`) },
    { id: 'seen', label: t('field.visible'), cell: ({ visibleTo }) => t(`visible.${visibleTo}`) },
    { id: 'filled', label: t('field.editors'), cell: ({ editors }) => t(`editors.${editors}`) },
    {
      id: 'act',
      label: t('act'),
      quiet: true,
      cell: (field) => {
        const at = fields.indexOf(field);
        return (
          <Menu
            label={t('act.on', { field: field.label })}
            size="s"
            items={[
              { label: t('field.change'), icon: 'pencil-line', onSelect: () => (editing.value = field) },
              ...(at > 0
                ? [{ label: t('field.up'), icon: 'arrow-up' as const, onSelect: () => move.run(at, -1) }]
                : []),
              ...(at < fields.length - 1
                ? [{ label: t('field.down'), icon: 'arrow-down' as const, onSelect: () => move.run(at, 1) }]
                : []),
              'rule',
              { label: t('field.remove'), icon: 'trash', danger: true, onSelect: () => askToRemove.run(field) },
            ]}
          />
        );
      },
    },
  ];
  const problem = move.problem ?? askToRemove.problem ?? remove.problem ?? live.problem;
  const add = (
    <Button kind="primary" icon="plus" onClick={() => (editing.value = 'new')}>
      {t('field.add')}
    </Button>
  );
  return (
    <>
      <PageHead size="medium" title={t('fields')} actions={fields.length > 0 && add}>
        {t('fields.lead')}
      </PageHead>
      {problem && <Problem problem={problem} />}
      <h2 class="visually-hidden">{t('fields.here')}</h2>
      {fields.length === 0 ? (
        <Empty title={t('fields.none')} action={add}>
          {t('fields.none-why')}
        </Empty>
      ) : (
        <Table label={t('fields')} columns={columns} rows={fields} rowKey={({ id }) => id} />
      )}
      <Dialog
        open={editing.value !== undefined}
        onClose={() => (editing.value = undefined)}
        title={t(editing.value === 'new' ? 'field.add' : 'field.change')}
        actions={false}
      >
        {editing.value && (
          <FieldForm
            field={editing.value === 'new' ? undefined : editing.value}
            lms={lms}
            onDone={saved}
            onCancel={() => (editing.value = undefined)}
          />
        )}
      </Dialog>
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={removing.value && t('field.remove-ask', { field: removing.value.field.label })}
        deed={t('field.remove')}
        busy={remove.busy}
        onConfirm={() => remove.run()}
      >
        {removing.value && t('field.remove-what', { count: removing.value.values })}
      </Confirm>
    </>
  );
}
