// What an organization wants to know of its people beyond a name and an address.
import { get, Id, Line, Nothing, patch, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

export const FieldKey = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/, 'Lower-case letters and digits, joined by - or _')
  // `constructor` is no key either: what JSON says is looked up by it.
  .refine((key) => !(key in {}), 'This word is reserved');
export const FieldType = z.enum(['text', 'number', 'date', 'choice']);
/** Who reads it. Staff are those who may see the accounts of people. */
export const FieldAudience = z.enum(['everyone', 'self-and-staff', 'staff']);

const limit = z.string().trim().max(40).nullable();
const Definition = {
  label: Line.max(80),
  hint: z.string().trim().max(200),
  required: z.boolean().describe('Once there it cannot be emptied'),
  min: limit.describe('Fewest characters of a text, least number, earliest date'),
  max: limit.describe('Most characters of a text, largest number, latest date'),
  choices: z.array(Line.max(100)).max(100).describe('Answers of a choice, in order'),
  visibleTo: FieldAudience,
  editors: z.enum(['self-and-staff', 'staff']),
};
export const Field = z.object({ id: Id, key: FieldKey, type: FieldType, ...Definition });
export type Field = z.infer<typeof Field>;

/**
 * Canonical text, one form for filters, CSV and screens: a number is an exact decimal without needless zeros, a date is
 * ISO 8601 (2026-11-23), a choice is one of its answers.
 */
export const FieldValue = z.string().max(2_000);
/** Null or an empty text empties a field. */
export const FieldValues = z.record(FieldKey, FieldValue.nullable());
export type FieldValues = z.infer<typeof FieldValues>;
export const FilledField = Field.extend({ value: FieldValue.nullable() });
export type FilledField = z.infer<typeof FilledField>;

export const cohort: Field = {
  id: 'fld-cohort',
  key: 'cohort',
  type: 'choice',
  label: 'Cohort',
  hint: '',
  required: false,
  min: null,
  max: null,
  choices: ['Spring 2026', 'Autumn 2026'],
  visibleTo: 'everyone',
  editors: 'staff',
};

export const fieldOperations = {
  fields: get('/fields', {
    summary: 'What the school wants to know of its people, in order',
    needs: { permission: 'user.read' },
    input: Nothing,
    output: z.object({ items: z.array(Field) }),
    example: { input: {}, output: { items: [cohort] } },
  }),
  addField: post('/fields', {
    summary: 'Add a field to the profiles of the school',
    needs: { permission: 'field.write' },
    input: z.object({
      key: FieldKey.optional().describe('Made from the label when absent'),
      type: FieldType,
      label: Definition.label,
      hint: Definition.hint.default(''),
      required: Definition.required.default(false),
      min: limit.default(null),
      max: limit.default(null),
      choices: Definition.choices.default([]),
      visibleTo: FieldAudience.default('self-and-staff'),
      editors: Definition.editors.default('staff'),
    }),
    output: Field,
    errors: [errors.fieldKeyTaken, errors.tooManyFields],
    example: { input: { type: 'choice', label: 'Cohort', choices: ['Spring 2026', 'Autumn 2026'] }, output: cohort },
  }),
  changeField: patch('/fields/:fieldId', {
    summary: 'Change a field, or where it stands',
    description:
      'Key and type stay what they are. Limits hold for what is written from now on; what is there stays. An answer of a choice that somebody has cannot be taken away.',
    needs: { permission: 'field.write' },
    input: z.object({
      fieldId: Id,
      ...z.object(Definition).partial().shape,
      beforeFieldId: Id.nullable().optional().describe('The field it comes to stand before; null for the end'),
    }),
    output: Field,
    errors: [errors.choiceInUse],
    example: { input: { fieldId: 'fld-cohort', label: 'Cohort' }, output: cohort },
  }),
  removeField: remove('/fields/:fieldId', {
    summary: 'Remove a field with everything that was written in it',
    needs: { permission: 'field.write' },
    input: z.object({ fieldId: Id }),
    output: z.object({ values: z.number().int().describe('How many people had something in it') }),
    example: { input: { fieldId: 'fld-cohort' }, output: { values: 12 } },
  }),
};
