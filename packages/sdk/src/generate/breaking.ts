// What in a later document would break a program that was written against an earlier one. Whoever calls gives inputs and
// takes answers: an input must go on being taken, an answer must go on holding what it held. Both are one question, whether
// the values of one schema are values of another: for an input the old within the new, for an answer the new within the old.
import type { Described, DescribedOperation, Schema } from './document.ts';

export interface Breaking {
  /** `courses.publish input.courseId`. */
  readonly at: string;
  /** A sentence. */
  readonly change: string;
}

export function breakingChanges(before: Described, after: Described): Breaking[] {
  const found: Breaking[] = [];
  const now = new Map(after.operations.map((one) => [one.id, one]));
  const relation = { input: within('input', before, after), answer: within('answer', after, before) };
  for (const was of before.operations) {
    const is = now.get(was.id);
    if (is) found.push(...inOperation(was, is, relation));
    else found.push({ at: was.id, change: 'is gone' });
  }
  for (const [name, payload] of Object.entries(before.events)) {
    const is = after.events[name];
    if (is) found.push(...relation.answer(is, payload, `event ${name}`));
    else found.push({ at: `event ${name}`, change: 'is not told any more' });
  }
  return found;
}

type Relation = (sub: Schema, sup: Schema, at: string) => Breaking[];

function inOperation(
  was: DescribedOperation,
  is: DescribedOperation,
  relation: { input: Relation; answer: Relation },
): Breaking[] {
  const found: Breaking[] = [];
  if (`${was.method} ${bare(was.path)}` !== `${is.method} ${bare(is.path)}`)
    found.push({ at: was.id, change: `was ${was.method} ${was.path} and is ${is.method} ${is.path}` });
  if (was.needs !== is.needs && is.needs !== 'public' && !(was.needs !== 'public' && is.needs === 'self'))
    found.push({ at: was.id, change: `needed ${was.needs} and needs ${is.needs}` });
  found.push(...relation.input(was.input, is.input, `${was.id} input`));
  if (was.output && is.output) found.push(...relation.answer(is.output, was.output, `${was.id} answer`));
  else if ((was.output === undefined) !== (is.output === undefined))
    found.push({ at: `${was.id} answer`, change: was.output ? 'was JSON and is bytes' : 'was bytes and is JSON' });
  // A program decides by the codes it knows. A new one it treats by its status, so that breaks nothing.
  for (const code of was.problems)
    if (!is.problems.includes(code)) found.push({ at: was.id, change: `does not refuse with ${code} any more` });
  return found;
}
/** The name of a parameter is in the input. */
const bare = (path: string) => path.replace(/:\w+/g, ':');

/** Why values of `sub` are no values of `sup`: for an input `sub` is the old schema, for an answer the new one. */
function within(side: 'input' | 'answer', ofSub: Described, ofSup: Described): Relation {
  const open = new Map<Schema, Set<Schema>>();
  const wasAndIs = (sub: unknown, sup: unknown) => {
    const [was, is] = side === 'input' ? [sub, sup] : [sup, sub];
    return `was ${was ?? 'not set'} and is ${is ?? 'not set'}`;
  };
  return compare;

  function compare(given: Schema, wanted: Schema, at: string): Breaking[] {
    const [sub, sup] = [resolved(given, ofSub), resolved(wanted, ofSup)];
    const against = open.get(sub) ?? new Set<Schema>();
    open.set(sub, against);
    if (against.has(sup)) return []; // a schema that holds itself, such as a comment with its answers
    against.add(sup);
    const sups = alternatives(sup, ofSup);
    const found = alternatives(sub, ofSub).flatMap((one) => alternative(one, sups, at));
    against.delete(sup);
    return found;
  }

  /** One that takes it is enough; the nearest says why none does. */
  function alternative(sub: Schema, sups: readonly Schema[], at: string): Breaking[] {
    const faults = sups.filter((sup) => takes(kind(sup), kind(sub))).map((sup) => simple(sub, sup, at));
    const [nearest] = faults.sort((a, b) => a.length - b.length);
    const change = side === 'input' ? `${kind(sub)} is not taken any more` : `may be ${kind(sub)} now`;
    return nearest ?? [{ at, change }];
  }

  function simple(sub: Schema, sup: Schema, at: string): Breaking[] {
    if (sub.const !== undefined) return [];
    const found: Breaking[] = [];
    for (const [limit, sign] of limits) {
      const [one, other] = [sub[limit], sup[limit]] as [number | undefined, number | undefined];
      if (other !== undefined && (one === undefined || (other - one) * sign > 0))
        found.push({ at, change: `${limit} ${wasAndIs(one, other)}` });
    }
    for (const form of ['pattern', 'format'] as const)
      if (sup[form] !== undefined && sup[form] !== sub[form])
        found.push({ at, change: `${form} ${wasAndIs(sub[form], sup[form])}` });
    if (sub.items && sup.items) found.push(...compare(sub.items, sup.items, `${at}[]`));
    return [...found, ...named(sub, sup, at), ...others(sub, sup, at)];
  }

  /** The properties that `sup` names. */
  function named(sub: Schema, sup: Schema, at: string): Breaking[] {
    return Object.entries(sup.properties ?? {}).flatMap(([name, wanted]): Breaking[] => {
      const given = sub.properties?.[name];
      const where = `${at}.${name}`;
      const stricter = sup.required?.includes(name) && !sub.required?.includes(name);
      if (!given) {
        if (side === 'answer') return [{ at: where, change: 'is gone' }];
        return stricter ? [{ at: where, change: 'is new and required' }] : [];
      }
      const change = side === 'input' ? 'has become required' : 'may be missing now';
      return [...(stricter ? [{ at: where, change }] : []), ...compare(given, wanted, where)];
    });
  }

  /** Those it does not name. What an answer holds beyond, programs leave alone. */
  function others(sub: Schema, sup: Schema, at: string): Breaking[] {
    const rest = sup.additionalProperties;
    const beyond = Object.entries(sub.properties ?? {}).filter(
      ([name]) => !sup.properties || !(name in sup.properties),
    );
    const given = typeof sub.additionalProperties === 'object' ? sub.additionalProperties : undefined;
    const all = [
      ...beyond.map(([name, one]) => [`${at}.${name}`, one] as const),
      ...(given ? [[`${at}{}`, given] as const] : []),
    ];
    if (typeof rest === 'object') {
      const gone = side === 'answer' && sub.additionalProperties === false && beyond.length === 0;
      return gone ? [{ at: `${at}{}`, change: 'is gone' }] : all.flatMap(([where, one]) => compare(one, rest, where));
    }
    if (side === 'answer' || rest === true || (rest === undefined && !sup.properties)) return [];
    return all.map(([where]) => ({ at: where, change: 'is not taken any more' }));
  }
}
/** With the direction that narrows. */
const limits = [
  ['maxLength', -1],
  ['minLength', 1],
  ['maximum', -1],
  ['minimum', 1],
  ['exclusiveMaximum', -1],
  ['exclusiveMinimum', 1],
  ['maxItems', -1],
  ['minItems', 1],
] as const;

/** What a reference means, and parts that hold all at once as one. */
function resolved(schema: Schema, { schemas }: Pick<Described, 'schemas'>): Schema {
  if (schema.$ref !== undefined) {
    const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref)?.[1];
    return (name !== undefined && schemas[name]) || schema;
  }
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = [own, ...allOf.map((one) => resolved(one, { schemas }))];
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required = [] }) => required),
  };
}

/** What a value may be, one by one: branches, types, or the very values where they are listed. */
function alternatives(schema: Schema, of: Described): Schema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((one) => alternatives(resolved(one, of), of));
  if (schema.enum) return schema.enum.map((value) => ({ const: value }));
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => ({ ...schema, type }));
  return [schema];
}
const kind = ({ const: value, type }: Schema): string =>
  value === undefined ? String(type ?? 'anything') : JSON.stringify(value);
const takes = (one: string, other: string): boolean =>
  one === other ||
  one === 'anything' ||
  (one === 'number' && other === 'integer') ||
  (one === 'string' && other.startsWith('"')) ||
  ((one === 'number' || one === 'integer') && /^-?\d/.test(other)) ||
  (one === 'boolean' && (other === 'true' || other === 'false'));
