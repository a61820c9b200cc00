// What in a later document would break a program that was written against an earlier one. Whoever calls gives inputs and
// takes answers: an input must go on being taken, an answer must go on holding what it held.
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
  for (const was of before.operations) {
    const is = now.get(was.id);
    if (is) found.push(...inOperation(was, is));
    else found.push({ at: was.id, change: 'is gone' });
  }
  for (const [name, payload] of Object.entries(before.events)) {
    const is = after.events[name];
    if (is) found.push(...inAnswer(payload, is, `event ${name}`));
    else found.push({ at: `event ${name}`, change: 'is not told any more' });
  }
  return found;
}

function inOperation(was: DescribedOperation, is: DescribedOperation): Breaking[] {
  const found: Breaking[] = [];
  if (`${was.method} ${bare(was.path)}` !== `${is.method} ${bare(is.path)}`)
    found.push({ at: was.id, change: `was ${was.method} ${was.path} and is ${is.method} ${is.path}` });
  if (was.needs !== is.needs && is.needs !== 'public' && !(was.needs !== 'public' && is.needs === 'self'))
    found.push({ at: was.id, change: `needed ${was.needs} and needs ${is.needs}` });
  found.push(...inInput(was.input, is.input, `${was.id} input`));
  if (was.output && is.output) found.push(...inAnswer(was.output, is.output, `${was.id} answer`));
  else if ((was.output === undefined) !== (is.output === undefined))
    found.push({ at: `${was.id} answer`, change: was.output ? 'was JSON and is bytes' : 'was bytes and is JSON' });
  return found;
}
/** The name of a parameter is in the input. */
const bare = (path: string) => path.replace(/:\w+/g, ':');

/** Everything that was taken must be taken. */
function inInput(was: Schema, is: Schema, at: string): Breaking[] {
  const found = kinds(was)
    .filter((kind) => !kinds(is).some((one) => takes(one, kind)))
    .map((kind) => ({ at, change: `${kind} is not taken any more` }));
  for (const [name, now] of Object.entries(is.properties ?? {})) {
    const then = was.properties?.[name];
    if (is.required?.includes(name) && !was.required?.includes(name))
      found.push({ at: `${at}.${name}`, change: then ? 'has become required' : 'is new and required' });
    if (then) found.push(...inInput(then, now, `${at}.${name}`));
  }
  if (is.properties && is.additionalProperties !== true)
    for (const name of Object.keys(was.properties ?? {}))
      if (!(name in is.properties)) found.push({ at: `${at}.${name}`, change: 'is not taken any more' });
  for (const [limit, sign] of limits) {
    const [then, now] = [was[limit], is[limit]] as [number | undefined, number | undefined];
    if (now !== undefined && (then === undefined || (now - then) * sign > 0))
      found.push({ at, change: `${limit} was ${then ?? 'not set'} and is ${now}` });
  }
  if (is.pattern !== undefined && is.pattern !== was.pattern)
    found.push({ at, change: `must match ${String(is.pattern)} now` });
  if (was.items && is.items) found.push(...inInput(was.items, is.items, `${at}[]`));
  return found;
}
/** With the direction that narrows. */
const limits = [
  ['maxLength', -1],
  ['minLength', 1],
  ['maximum', -1],
  ['minimum', 1],
  ['maxItems', -1],
  ['minItems', 1],
] as const;

/** Everything that is answered must be something that could be answered before, and must not hold less. */
function inAnswer(was: Schema, is: Schema, at: string): Breaking[] {
  const found = kinds(is)
    .filter((kind) => !kinds(was).some((one) => takes(one, kind)))
    .map((kind) => ({ at, change: `may be ${kind} now` }));
  for (const [name, then] of Object.entries(was.properties ?? {})) {
    const now = is.properties?.[name];
    if (!now) found.push({ at: `${at}.${name}`, change: 'is gone' });
    else {
      if (was.required?.includes(name) && !is.required?.includes(name))
        found.push({ at: `${at}.${name}`, change: 'may be missing now' });
      found.push(...inAnswer(then, now, `${at}.${name}`));
    }
  }
  if (was.items && is.items) found.push(...inAnswer(was.items, is.items, `${at}[]`));
  return found;
}

/** What a value may be: types, or the very values where they are listed. `anything` where nothing is said. */
function kinds(schema: Schema): string[] {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.flatMap(kinds))];
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value));
  if (schema.type === undefined) return ['anything'];
  return [schema.type].flat();
}
const takes = (one: string, other: string): boolean =>
  one === other ||
  one === 'anything' ||
  (one === 'number' && other === 'integer') ||
  (one === 'string' && other.startsWith('"')) ||
  ((one === 'number' || one === 'integer') && /^-?\d/.test(other)) ||
  (one === 'boolean' && (other === 'true' || other === 'false'));
