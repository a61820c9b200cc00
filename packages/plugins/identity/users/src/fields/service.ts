// The fields of the organization of the scope, and what people have in them.
import { type Context, kernelProblems, refuse } from '@lectern/kit';
import { generateKeyBetween } from 'fractional-indexing';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { Field, FieldValues, FilledField, fieldOperations } from '../contract/fields.ts';
import type { UsersService } from '../contract.ts';
import {
  add,
  all,
  change,
  emptyValue,
  removeField,
  removeValues,
  setValue,
  valuesAmong,
  withValue,
} from './queries.ts';
import { canonical, flawOf } from './value.ts';

const most = 50;

type Operations = typeof fieldOperations;
type NewField = z.output<Operations['addField']['spec']['input']>;
type Changes = z.output<Operations['changeField']['spec']['input']>;
type Placed = Field & { readonly position: string };

export interface Fields extends Pick<UsersService, 'fieldsOf' | 'valuesOf' | 'setFields'> {
  /** @throws users.field_key_taken, users.too_many_fields, invalid_input */
  add(field: NewField): Promise<Field>;
  /** @throws not_found, users.choice_in_use, invalid_input */
  change(changes: Changes): Promise<Field>;
  /** @returns how many people had something in it @throws not_found */
  remove(fieldId: string): Promise<number>;
  /** The fields that one of them sees, in order, with what is in them. */
  filled(userId: string, as: Field['visibleTo']): Promise<FilledField[]>;
  /** As the person themselves. @throws not_allowed for a field that only staff fills in */
  setOwn(userId: string, values: FieldValues): Promise<boolean>;
  /** `key=value` as ids of fields and canonical values. @throws invalid_input */
  asked(filters: readonly string[]): Promise<{ field: string; value: string }[]>;
}

/** A reader sees what is for everybody, their own what is theirs too, staff all. */
const seenBy: Record<Field['visibleTo'], readonly Field['visibleTo'][]> = {
  everyone: ['everyone'],
  'self-and-staff': ['everyone', 'self-and-staff'],
  staff: ['everyone', 'self-and-staff', 'staff'],
};

export function createFields(ctx: Context): Fields {
  const { data } = ctx;
  const placed = (): Promise<Placed[]> => data.all(all);
  const fieldsOf = async () => (await placed()).map(({ position: _, ...field }) => field);
  const found = async (fieldId: string, fields: readonly Placed[]): Promise<Placed> =>
    fields.find((one) => one.id === fieldId) ?? refuse(kernelProblems.notFound, { pointer: '/fieldId' });
  const refuseFlawed = (field: Field) => {
    const flaw = flawOf(field);
    if (flaw) refuse(kernelProblems.invalid, { pointer: `/${flaw.property}`, detail: flaw.wrong });
  };
  const valuesOf: Fields['valuesOf'] = async (userIds) => {
    const found = new Map<string, Record<string, string>>();
    for (const { user, key, value } of await data.all(valuesAmong, { users: [...new Set(userIds)] })) {
      const own = found.get(user) ?? {};
      own[key] = value;
      found.set(user, own);
    }
    return found;
  };

  async function set(userId: string, values: FieldValues, writable: (field: Field) => boolean): Promise<boolean> {
    const fields = new Map((await fieldsOf()).map((field) => [field.key, field]));
    const before = (await valuesOf([userId])).get(userId) ?? {};
    let changed = false;
    for (const [key, written] of Object.entries(values)) {
      const pointer = `/fields/${key}`;
      const field =
        fields.get(key) ?? refuse(kernelProblems.invalid, { pointer, detail: `There is no field ${key} here` });
      const empty = written === null || written.trim() === '';
      const judged = empty ? undefined : canonical(field, written);
      if (judged && 'wrong' in judged)
        return refuse(kernelProblems.invalid, { pointer, detail: `${field.label}: ${judged.wrong}` });
      if (before[key] === judged?.value) continue;
      if (!writable(field)) return refuse(kernelProblems.forbidden, { pointer });
      if (!judged && field.required)
        return refuse(kernelProblems.invalid, { pointer, detail: `${field.label} is needed` });
      if (judged) await data.run(setValue, { user: userId, field: field.id, value: judged.value });
      else await data.run(emptyValue, { user: userId, field: field.id });
      changed = true;
    }
    return changed;
  }

  return {
    fieldsOf,
    valuesOf,
    setFields: (userId, values) => data.unit(() => set(userId, values, () => true)),
    setOwn: (userId, values) =>
      data.unit(() =>
        set(userId, values, ({ editors, visibleTo }) => editors === 'self-and-staff' && visibleTo !== 'staff'),
      ),
    async filled(userId, as) {
      const fields = await fieldsOf();
      if (fields.length === 0) return [];
      const values = (await valuesOf([userId])).get(userId) ?? {};
      return fields
        .filter(({ visibleTo }) => seenBy[as].includes(visibleTo))
        .map((field) => ({ ...field, value: values[field.key] ?? null }));
    },
    async asked(filters) {
      const fields = filters.length === 0 ? [] : await fieldsOf();
      return filters.map((filter, i) => {
        const [key = '', ...rest] = filter.split('=');
        const field = fields.find((one) => one.key === key);
        const pointer = `/fields/${i}`;
        if (!field || rest.length === 0)
          return refuse(kernelProblems.invalid, { pointer, detail: 'Write key=value, with the key of a field' });
        const judged = canonical({ ...field, min: null, max: null }, rest.join('='));
        // An answer that was never offered is one that nobody has.
        return { field: field.id, value: 'value' in judged ? judged.value : rest.join('=') };
      });
    },
    add: ({ key: named, ...given }) =>
      data.unit(async () => {
        const fields = await placed();
        if (fields.length >= most) return refuse(errors.tooManyFields);
        const key = named ?? keyFrom(given.label, new Set(fields.map((one) => one.key)));
        const field: Field = { id: ctx.id(), key, ...given, choices: given.type === 'choice' ? given.choices : [] };
        refuseFlawed(field);
        const position = generateKeyBetween(fields.at(-1)?.position ?? null, null);
        if ((await data.run(add, { ...field, position })) === 0)
          return refuse(errors.fieldKeyTaken, { pointer: '/key' });
        return field;
      }),
    change: ({ fieldId, beforeFieldId: before, ...changes }) =>
      data.unit(async () => {
        const fields = await placed();
        const { position, ...old } = await found(fieldId, fields);
        const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
        const field: Field = { ...old, ...given };
        refuseFlawed(field);
        const gone = old.choices.filter((choice) => !field.choices.includes(choice));
        const people = gone.length > 0 ? (await data.one(withValue, { field: fieldId, values: gone }))!.people : 0;
        if (people > 0)
          return refuse(errors.choiceInUse, {
            pointer: '/choices',
            detail: `${people} have one of: ${gone.join(', ')}. Give them another answer first.`,
            facts: { people },
          });
        const { id: _id, key: _key, type: _type, ...now } = field;
        const others = fields.filter((one) => one.id !== fieldId);
        await data.run(change, {
          id: fieldId,
          ...now,
          position: before === undefined ? position : placeBefore(before, others),
        });
        return field;
      }),
    remove: (fieldId) =>
      data.unit(async () => {
        await found(fieldId, await placed());
        const values = await data.run(removeValues, { field: fieldId });
        await data.run(removeField, { id: fieldId });
        ctx.log.info('a field was removed', { fieldId, values });
        return values;
      }),
  };
}

function placeBefore(before: string | null, others: readonly Placed[]): string {
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  if (at < 0) return refuse(kernelProblems.notFound, { pointer: '/beforeFieldId' });
  return generateKeyBetween(others[at - 1]?.position ?? null, others[at]?.position ?? null);
}

/** `Cost centre` is `cost-centre`; a label in another script is `field`, and with a number when that is there. */
function keyFrom(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const plain = (words?.join('-') ?? '')
    .replace(/^[^a-z]+/, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  const base = plain === '' || plain in {} ? 'field' : plain;
  for (let n = 2, key = base; ; key = `${base}-${n++}`) if (!taken.has(key)) return key;
}
