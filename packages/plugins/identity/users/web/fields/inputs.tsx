// The school's own fields as inputs, for a person's page and for one's own account.
import type { UsersGetOutput } from '@lectern/sdk';
import { Select, TextField } from '@lectern/ui';
import { t } from '../people/words.ts';

type Filled = UsersGetOutput['fields'][number];

interface InputsProps {
  readonly fields: readonly Filled[];
  readonly readOnly: (field: Filled) => boolean;
}

/** Named as the server's problems point at them: `fields/cohort`. */
export const FieldInputs = ({ fields, readOnly }: InputsProps) => (
  <>
    {fields.map((field) =>
      readOnly(field) ? (
        <div key={field.key} class="field">
          <span class="label">{field.label}</span>
          <span>{field.value ?? <span class="muted">{t('field.empty')}</span>}</span>
        </div>
      ) : (
        <Input key={field.key} field={field} />
      ),
    )}
  </>
);

function Input({ field: { key, label, hint, type, required, min, max, choices, value } }: { readonly field: Filled }) {
  const name = `fields/${key}`;
  const shared = { label, name, value: value ?? '', optional: !required, ...(hint && { hint }) };
  const limits = { ...(min !== null && { min }), ...(max !== null && { max }) };
  switch (type) {
    case 'choice':
      return <Select {...shared} options={choices.map((choice) => ({ value: choice, label: choice }))} />;
    case 'date':
      return <TextField {...shared} type="date" {...limits} />;
    case 'number':
      return <TextField {...shared} type="number" step="any" {...limits} />;
    case 'text':
      return <TextField {...shared} maxLength={Number(max ?? 500)} {...(min !== null && { minLength: Number(min) })} />;
  }
}

/** What a form says of these fields, by key; those that it does not show stay. */
export const fieldsIn = (form: FormData, fields: readonly Filled[]): Record<string, string | null> =>
  Object.fromEntries(
    fields.flatMap(({ key }) => {
      const written = form.get(`fields/${key}`);
      return typeof written === 'string' ? [[key, written === '' ? null : written]] : [];
    }),
  );
