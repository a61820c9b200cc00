import { Button, Check, Form, type ScreenProps, Select, TextArea, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from '../people/words.ts';
import type { Field } from './list.tsx';

const types = ['text', 'number', 'date', 'choice'] as const;
const audiences = ['everyone', 'self-and-staff', 'staff'] as const;
const inputs = { text: 'number', number: 'number', date: 'date' } as const;

/** A field of the school, new or changed. Its type is chosen once: what people wrote would not fit another. */
export function FieldForm({
  field,
  lms,
  onDone,
  onCancel,
}: {
  readonly field: Field | undefined;
  readonly lms: ScreenProps['lms'];
  readonly onDone: () => unknown;
  readonly onCancel: () => void;
}) {
  const type = useSignal<Field['type']>(field?.type ?? 'text');
  const visibleTo = useSignal<string>(field?.visibleTo ?? 'self-and-staff');
  const required = useSignal(field?.required ?? false);
  const byThemselves = useSignal(field?.editors === 'self-and-staff');
  const save = useAction(async (form: FormData) => {
    const written = (name: string) => String(form.get(name) ?? '').trim();
    const given = {
      label: written('label'),
      hint: written('hint'),
      required: required.peek(),
      min: written('min') || null,
      max: written('max') || null,
      choices: written('choices')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      visibleTo: visibleTo.peek() as Field['visibleTo'],
      editors: byThemselves.peek() && visibleTo.peek() !== 'staff' ? ('self-and-staff' as const) : ('staff' as const),
    };
    await (field
      ? lms.users.changeField({ fieldId: field.id, ...given })
      : lms.users.addField({ type: type.peek(), ...given }));
    await onDone();
  });
  return (
    <Form onSubmit={save.run} problem={save.problem}>
      <TextField label={t('field.label')} name="label" value={field?.label ?? ''} maxLength={80} />
      {!field && (
        <Select
          label={t('field.type')}
          name="type"
          value={type.value}
          onValue={(value) => (type.value = types.find((one) => one === value) ?? 'text')}
          options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
      )}
      {type.value === 'choice' ? (
        <TextArea
          label={t('field.choices')}
          hint={t('field.choices-hint')}
          name="choices"
          value={field?.choices.join('\n') ?? ''}
          rows={4}
        />
      ) : (
        <div class="row field-limits" key={type.value}>
          {(['min', 'max'] as const).map((limit) => (
            <TextField
              key={limit}
              label={t(`${limit}.${type.value as 'text'}`)}
              name={limit}
              type={inputs[type.value as 'text']}
              value={field?.[limit] ?? ''}
              optional
              {...(type.value === 'number' && { step: 'any' as const })}
            />
          ))}
        </div>
      )}
      <TextField label={t('field.hint')} name="hint" value={field?.hint ?? ''} optional maxLength={200} />
      <Select
        label={t('field.visible')}
        name="visibleTo"
        value={visibleTo.value}
        onValue={(value) => (visibleTo.value = value)}
        options={audiences.map((value) => ({ value, label: t(`visible.${value}`) }))}
      />
      {visibleTo.value !== 'staff' && (
        <Check name="editors" checked={byThemselves}>
          {t('field.by-themselves')}
        </Check>
      )}
      <Check name="required" checked={required}>
        {t('field.needed')}
      </Check>
      <div class="dialog-actions">
        <Button onClick={onCancel}>{t('keep-out')}</Button>
        <Button kind="primary" submit busy={save.busy}>
          {t('save')}
        </Button>
      </div>
    </Form>
  );
}
