// What strangers send: requests to one operation, made from its own input schema and then spoilt in one place.
import { type AnyOperation, cursorOf } from '@lectern/kit';
import fc from 'fast-check';
import { z } from 'zod';
import type { Schema } from '../../src/testing/document.ts';
import { at, type Place, put } from '../../src/testing/places.ts';
import { valid } from './valid.ts';

export type Attempt =
  | { readonly kind: 'as it should be' }
  /** One property has another value, or is one that nobody knows. */
  | { readonly kind: 'field'; readonly field: string; readonly value: unknown }
  /** One property is not there. */
  | { readonly kind: 'missing'; readonly field: string }
  /** Another value, or none, or one too many, somewhere within a property: the 8th place of the example, say. */
  | {
      readonly kind: 'inside';
      readonly nth: number;
      readonly value: unknown;
      readonly how: 'replace' | 'remove' | 'add';
    }
  /** Whatever the schema allows. */
  | { readonly kind: 'allowed'; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'body'; readonly body: string; readonly type: string }
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** Raw text in place of the first parameter of the path. */
  | { readonly kind: 'path'; readonly text: string };

const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'x');

const hundredThousand = new Array(100_000).fill(0);

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202edrowssap',
  '\ufeff',
  'e\u0301'.repeat(90),
  '👩‍👩‍👧‍👦'.repeat(20),
  '\r\nset-cookie: a=b',
  `' or 1=1 --`,
  '"; drop table courses; --',
  '%',
  '%_\\',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '$(reboot)',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '1e400',
  '0x10',
  '99999999999999999999',
  'true',
  'null',
  '[]',
  '2026-02-30T25:61:61Z',
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(20_001),
  'a '.repeat(5_000),
  '('.repeat(3_000),
  '-'.repeat(10_000),
];
/** Cursors that this school never made: its own shape with keys of other types, and no shape at all. */
export const cursors = [
  cursorOf('\u0000', 'x'),
  cursorOf(1e308, -1),
  cursorOf('x'),
  cursorOf(1, 2, 3, 4),
  cursorOf('\ud800', '\udfff'),
  btoa('[{}]'),
  btoa('[null]'),
  btoa('{"a":1}'),
  btoa(deep(100, '[', ']')),
  '!!!!',
  'AAAA',
  '=',
  '%%%',
];
const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...texts) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      -0,
      1.5,
      2 ** 31,
      2 ** 53,
      1e308,
      -1e308,
      5e-324,
      [],
      {},
      [[]],
      [null],
      [''],
      { length: 1 },
      { toString: 1 },
      nested(65),
      nested(500),
      hundredThousand,
    ),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(1_048_576)) },
);
const bodies = [
  '',
  ' ',
  '{',
  '{"',
  '[]',
  'null',
  '7',
  '"text"',
  'NaN',
  '{"a":1}}',
  "{'a':1}",
  '\ufeff{}',
  '{"a":1,}',
  '\u0000',
  deep(100_000, '[', ']'),
  `{"title":${deep(100_000, '[', ']')}}`,
  deep(100_000, '{"a":', '}').replace('}', '1}'),
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"title":"\\ud800"}',
  '{"title":1e999}',
  '{"title":"a","title":"b"}',
  `{"${'k'.repeat(100_000)}":1}`,
  `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join()}}`,
];
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'application/problem+json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/xml',
  'json',
  '',
  '/',
  'application/json'.repeat(100),
];
const headers: readonly Readonly<Record<string, string>>[] = [
  { 'content-length': '-1' },
  { 'content-length': '99999999999' },
  { 'content-length': 'x' },
  { 'transfer-encoding': 'gzip' },
  { 'content-encoding': 'gzip' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'k'.repeat(10_000) },
  { 'idempotency-key': '\u0080\u00ff"' },
  { 'if-match': '"' },
  { 'if-match': 'W/"' },
  { 'if-match': '*'.repeat(5_000) },
  { 'if-none-match': '"a", W/"b", *' },
  { range: 'bytes=0-,-1,5-2' },
  { range: 'bytes=99999999999999999999-' },
  { range: 'lines=1' },
  { 'lectern-preview': 'TRUE' },
  { 'lectern-preview': 'true' },
  { authorization: 'Bearer ' },
  { authorization: 'Bearer lk_x' },
  { authorization: `Bearer ${'x'.repeat(50_000)}` },
  { authorization: 'Basic OjpA' },
  { cookie: 'lectern_session' },
  { cookie: 'lectern_session=' },
  { cookie: `lectern_session=${'x'.repeat(50_000)}` },
  { cookie: ';'.repeat(20_000) },
  { 'x-forwarded-for': ',,,' },
  { 'accept-language': `${'x'.repeat(30_000)}` },
  { 'accept-encoding': '*;q=9' },
  { origin: 'not an origin' },
  { 'x-huge': 'h'.repeat(200_000) },
];
const paths = [
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%ae',
  '%E0%A4%A',
  '%ed%a0%80',
  '%2e%2e%2f',
  '..',
  '.',
  '%2f',
  '%3f',
  ';a=b',
  '\\',
  'a b',
  'x'.repeat(20_000),
  '%25%32%66',
  '__proto__',
  'constructor',
  '*',
  ':courseId',
  '{}',
];

const jsonSchemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Every place below the properties of an input, in the order of its text. */
function placesBelow(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const step = Array.isArray(value) ? Number(name) : name;
    return [...(at.length > 0 ? [[...at, step]] : []), ...placesBelow(inner, [...at, step])];
  });
}
/** Where the example is spoilt within a property, if there is anything within one. */
function placeOf(good: Readonly<Record<string, unknown>>, attempt: Attempt): Place | undefined {
  if (attempt.kind !== 'inside') return undefined;
  const places = placesBelow(good);
  return places[attempt.nth % Math.max(1, places.length)];
}
/** What a refusal has to point to: the value, or where one is missing or too many. */
export const spoiltPlace = (good: Readonly<Record<string, unknown>>, attempt: Attempt): Place | undefined =>
  attempt.kind === 'inside' && attempt.how !== 'replace'
    ? placeOf(good, attempt)?.slice(0, -1)
    : placeOf(good, attempt);
function spoilt(good: Readonly<Record<string, unknown>>, attempt: Attempt): Record<string, unknown> {
  const input: Record<string, unknown> = attempt.kind === 'allowed' ? { ...attempt.input } : { ...good };
  // not by assignment: that would set the prototype for `__proto__`
  if (attempt.kind === 'field')
    Object.defineProperty(input, attempt.field, {
      value: attempt.value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (attempt.kind === 'missing') delete input[attempt.field];
  const place = placeOf(good, attempt);
  if (attempt.kind !== 'inside' || !place) return input;
  if (attempt.how === 'replace') return put(input, place, attempt.value);
  const above = place.slice(0, -1);
  const holder = at(input, above) as object;
  if (Array.isArray(holder))
    return put(
      input,
      above,
      attempt.how === 'add' ? [...holder, attempt.value] : holder.filter((_, n) => n !== place.at(-1)),
    );
  const entries = Object.entries(holder).filter(([name]) => attempt.how === 'add' || name !== place.at(-1));
  return put(
    input,
    above,
    Object.fromEntries([...entries, ...(attempt.how === 'add' ? [['__proto__', attempt.value] as const] : [])]),
  );
}

export function attemptsOf({ spec }: AnyOperation): fc.Arbitrary<Attempt> {
  const shape = (spec.input as z.ZodObject).shape as Record<string, z.ZodType>;
  const known = Object.keys(shape);
  const field = fc.constantFrom(
    ...known,
    ...known,
    ...known,
    'unknown',
    '__proto__',
    'constructor',
    'toString',
    'a/b~c',
    '',
    '\u0000',
  );
  const value = (name: string): fc.Arbitrary<unknown> =>
    name === 'cursor' ? fc.oneof(odd, fc.constantFrom<unknown>(...cursors)) : odd;
  return fc.oneof(
    {
      weight: 10,
      arbitrary: field.chain((name) => value(name).map((one): Attempt => ({ kind: 'field', field: name, value: one }))),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('body' as const),
        body: fc.constantFrom(...bodies),
        type: fc.constantFrom(...types, 'application/json', 'application/json', 'application/json'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('headers' as const), headers: fc.constantFrom(...headers) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('path' as const), text: fc.constantFrom(...paths) }) },
    { weight: 1, arbitrary: fc.constant<Attempt>({ kind: 'as it should be' }) },
    ...(known.length > 0
      ? [
          {
            weight: 1,
            arbitrary: fc.constantFrom(...known).map((name): Attempt => ({ kind: 'missing', field: name })),
          },
          {
            weight: 4,
            arbitrary: fc.record({
              kind: fc.constant('inside' as const),
              nth: fc.nat({ max: 40 }),
              value: odd,
              how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
            }) as fc.Arbitrary<Attempt>,
          },
          {
            weight: 4,
            arbitrary: valid(jsonSchemaOf(spec.input)).map((input) => ({ kind: 'allowed', input }) as Attempt),
          },
        ]
      : []),
  );
}

export interface Made {
  readonly path: string;
  readonly init: { method: string; headers: Record<string, string>; body?: string };
}
/** @param good an input the operation takes */
export function requestOf(
  plugin: string,
  operation: AnyOperation,
  good: Readonly<Record<string, unknown>>,
  attempt: Attempt,
): Made {
  const input = spoilt(good, attempt);
  let raw = attempt.kind === 'path' ? attempt.text : undefined;
  const inPath = new Set<string>();
  const path = `/api/${plugin}${operation.path.replace(/\/$/, '')}`.replace(/:(\w+)/g, (_, name: string) => {
    inPath.add(name);
    const text = raw ?? encodeURIComponent(textOf(input[name]).toWellFormed());
    raw = undefined;
    return text;
  });
  const rest = Object.entries(input).filter(([name]) => !inPath.has(name));
  const headers: Record<string, string> = attempt.kind === 'headers' ? { ...attempt.headers } : {};
  const { method } = operation;
  if (method === 'GET' || method === 'DELETE' || operation.kind === 'raw') {
    const query = rest
      .flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map(
          (one) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(one).toWellFormed())}`,
        ),
      )
      .join('&');
    const body =
      operation.kind === 'raw' && method !== 'GET'
        ? { body: attempt.kind === 'body' ? attempt.body : (operation.spec.example?.body ?? 'Plain text') }
        : {};
    return { path: query ? `${path}?${query}` : path, init: { method, headers, ...body } };
  }
  const body =
    attempt.kind === 'body'
      ? attempt.body
      : `{${rest.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`).join()}}`;
  return {
    path,
    init: {
      method,
      headers: { 'content-type': attempt.kind === 'body' ? attempt.type : 'application/json', ...headers },
      body,
    },
  };
}
const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
