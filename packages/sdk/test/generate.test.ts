// A client made of a school's document, and the judge of what would break the programs that use it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AnyOperation,
  defineContract,
  event,
  get,
  Id,
  type Problem,
  pageInput,
  pageOf,
  patch,
  post,
  raw,
} from '@lectern/kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openApiOf } from '../../server/src/http/openapi.ts';
import { breakingChanges, clientModule, describe as read } from '../src/generate/index.ts';

const Badge = z.object({ id: Id, title: z.string(), colour: z.enum(['red', 'blue']), note: z.string().nullable() });
const badge = { id: 'b', title: 'First', colour: 'red', note: null } as const;
const give = z.object({ personId: Id, points: z.number().int().max(100).optional() });
const operations = {
  list: get('/', {
    summary: 'Badges',
    needs: 'public',
    input: z.object(pageInput),
    output: pageOf(Badge),
    example: { input: {}, output: { items: [badge], next: null } },
  }),
  give: post('/:badgeId/give', {
    summary: 'Give a badge',
    needs: { permission: 'badge.give' },
    input: give.extend({ badgeId: Id }),
    output: Badge,
    example: { input: { badgeId: 'b', personId: 'p' }, output: badge },
  }),
  picture: raw('GET', '/:badgeId/picture', {
    summary: 'Its picture',
    needs: 'public',
    input: z.object({ badgeId: Id }),
    produces: ['image/svg+xml'],
  }),
} satisfies Record<string, AnyOperation>;
const given = event('badge.given', z.object({ badgeId: Id, personId: Id }), { heardBy: [{ person: 'personId' }] });

const documentOf = (changed: Record<string, AnyOperation> = {}, events: object = { given }) =>
  read(
    openApiOf(
      [defineContract({ id: 'badges', summary: 'Badges', events, operations: { ...operations, ...changed } } as never)],
      {
        title: 'School',
        version: '1',
        server: '/',
      },
    ),
  );
const without = (name: keyof typeof operations) => {
  const { [name]: _, ...rest } = operations;
  return read(
    openApiOf([defineContract({ id: 'badges', summary: 'Badges', events: { given }, operations: rest })], {
      title: 'School',
      version: '1',
      server: '/',
    }),
  );
};

describe('a generated client', () => {
  test('is a module that the compiler holds to the operations and events of that school', () => {
    const folder = mkdtempSync(join(import.meta.dirname, '.generated-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'school.ts'), clientModule(documentOf()));
    writeFileSync(
      join(folder, 'use.ts'),
      `import { createClient } from './school.ts';
const lms = createClient({ url: 'https://school.example' });
const { id, colour } = await lms.badges.give({ badgeId: 'b', personId: 'p', points: 3 });
export const red: boolean = colour === 'red' && id !== '';
for await (const { title } of lms.pages(lms.badges.list, {})) title.toUpperCase();
lms.listen(['me'], { heard: (one) => one.name === 'badge.given' && one.payload.badgeId.length > 0 });
await lms.preview('badges.give', { badgeId: 'b', personId: 'p' });
// @ts-expect-error the person is missing
await lms.badges.give({ badgeId: 'b' });
// @ts-expect-error not an operation of this school
await lms.preview('courses.publish');
// @ts-expect-error bytes are asked for by lms.request
await lms.badges.picture({ badgeId: 'b' });
`,
    );
    const root = join(import.meta.dirname, '../../..');
    const flags =
      '--ignoreConfig --noEmit --strict --module nodenext --target es2024 --lib es2024,dom --allowImportingTsExtensions --skipLibCheck --types';
    const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), [...flags.split(' '), 'node', join(folder, 'use.ts')], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(tsc.stdout).toBe('');
    expect(tsc.status).toBe(0);
  }, 60_000);

  test('sends what its table says', async () => {
    const folder = mkdtempSync(join(import.meta.dirname, '.generated-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'school.ts'), clientModule(documentOf()));
    const { createClient } = (await import(join(folder, 'school.ts'))) as {
      createClient: (options: object) => { badges: Record<string, (input: object) => Promise<unknown>> };
    };
    const sent: Request[] = [];
    const fetch = async (request: Request) => Response.json(sent.push(request));
    await createClient({ url: 'https://school.example', fetch }).badges.give!({ badgeId: 'b/1', personId: 'p' });
    expect([sent[0]?.method, sent[0]?.url]).toEqual(['POST', 'https://school.example/api/badges/b%2F1/give']);
    expect(await sent[0]?.json()).toEqual({ personId: 'p' });
  });

  test('is not made of any JSON', () => {
    expect(() => read({ swagger: '2.0' })).toThrow(/no OpenAPI 3\.1 document/);
  });
});

describe('what breaks programs', () => {
  const changes = (after: ReturnType<typeof documentOf>) =>
    breakingChanges(documentOf(), after).map(({ at, change }) => `${at} ${change}`);
  const changed = (key: keyof typeof operations, spec: object) =>
    documentOf({
      [key]: { ...operations[key], spec: { ...operations[key].spec, ...spec } } as unknown as AnyOperation,
    });

  test('nothing that is only added', () => {
    expect(changes(documentOf())).toEqual([]);
    expect(
      changes(
        documentOf({
          rename: patch('/:badgeId', {
            summary: 'Rename',
            needs: 'self',
            input: z.object({ badgeId: Id, title: z.string() }),
            output: Badge,
            example: { input: { badgeId: 'b', title: 'x' }, output: badge },
          }),
        }),
      ),
    ).toEqual([]);
    expect(changes(changed('give', { input: give.extend({ badgeId: Id, because: z.string().optional() }) }))).toEqual(
      [],
    );
    expect(changes(changed('give', { output: Badge.extend({ shape: z.string() }) }))).toEqual([]);
    expect(changes(changed('give', { output: Badge.extend({ colour: z.literal('red') }) }))).toEqual([]);
    expect(changes(changed('give', { needs: 'public' }))).toEqual([]);
    expect(
      changes(changed('give', { input: give.extend({ badgeId: Id, points: z.number().max(200).optional() }) })),
    ).toEqual([]);
  });

  test.each([
    ['an operation that is gone', () => without('give'), ['badges.give is gone']],
    ['an event nobody tells any more', () => documentOf({}, {}), ['event badge.given is not told any more']],
    [
      'another address',
      () => documentOf({ give: { ...operations.give, path: '/:badgeId/award' } as AnyOperation }),
      ['badges.give was POST /api/badges/:badgeId/give and is POST /api/badges/:badgeId/award'],
    ],
    ['another right', () => changed('list', { needs: 'self' }), ['badges.list needed public and needs self']],
    [
      'an input that has become required, and one that is new',
      () =>
        changed('give', {
          input: z.object({ badgeId: Id, personId: Id, points: z.number().int().max(100), because: z.string() }),
        }),
      ['badges.give input.points has become required', 'badges.give input.because is new and required'],
    ],
    [
      'an input that is not taken any more, or less of it',
      () => changed('give', { input: z.object({ badgeId: Id, personId: Id }) }),
      ['badges.give input.points is not taken any more'],
    ],
    [
      'a tighter limit',
      () => changed('give', { input: give.extend({ badgeId: Id, points: z.number().int().max(10).optional() }) }),
      ['badges.give input.points maximum was 100 and is 10'],
    ],
    [
      'an answer that holds less',
      () => changed('list', { output: pageOf(Badge.omit({ title: true })) }),
      ['badges.list answer.items[].title is gone'],
    ],
    [
      'an answer that may be something else',
      () =>
        changed('give', {
          output: Badge.extend({ colour: z.enum(['red', 'blue', 'green']), title: z.string().nullable().optional() }),
        }),
      [
        'badges.give answer.title may be missing now',
        'badges.give answer.title may be null now',
        'badges.give answer.colour may be "green" now',
      ],
    ],
  ])('%s', (_, after, told) => {
    expect(changes(after())).toEqual(told);
  });

  // Each was called harmless while only types, enums and input limits were compared.
  const shape = (output: z.ZodType, errors: readonly Problem[] = []) =>
    documentOf({ give: { ...operations.give, spec: { ...operations.give.spec, output, errors } } as AnyOperation });
  const told = (before: z.ZodType, after: z.ZodType) =>
    breakingChanges(shape(before), shape(after)).map(({ at, change }) => `${at.replace('badges.give ', '')} ${change}`);
  const open = z.object({ state: z.literal('open'), seats: z.number() });
  const full = z.object({ state: z.literal('full'), since: z.string() });
  test.each([
    ['within a branch', z.union([open, full]), z.union([open.omit({ seats: true }), full]), ['answer.seats is gone']],
    ['another branch', z.union([open, full]), z.union([open, full, z.string()]), ['answer may be string now']],
    ['a branch less', z.union([open, full]), open, []],
    [
      'a record of something else',
      z.record(z.string(), z.string()),
      z.record(z.string(), z.number()),
      ['answer{} may be number now'],
    ],
    ['no record any more', z.record(z.string(), z.string()), z.object({}), ['answer{} is gone']],
    ['a longer text', z.string().max(10), z.string().max(20), ['answer maxLength was 10 and is 20']],
    ['a shorter text', z.string().max(20), z.string().max(10), []],
    [
      'another form',
      z.iso.date(),
      z.string(),
      ['answer pattern was .* and is not set', 'answer format was date and is not set'],
    ],
    [
      'two at once',
      z.intersection(open, z.object({ id: z.string() })),
      z.intersection(open, z.object({})),
      ['answer.id is gone'],
    ],
  ])('%s', (_, before, after, expected) => {
    const found = told(before, after);
    expect(found).toHaveLength(expected.length);
    for (const [i, one] of expected.entries())
      expect(found[i]).toMatch(new RegExp(`^${one.replace(/[[\]{}]/g, '\\$&')}$`));
  });

  test('what is referred to, even where it holds itself', () => {
    const answers = { type: 'array', items: { $ref: '#/components/schemas/Comment' } } as const;
    const comment = (properties: object) => ({
      ...documentOf(),
      schemas: { Comment: { type: 'object', properties: { ...properties, answers } } },
      events: { 'comment.made': { $ref: '#/components/schemas/Comment' } },
    });
    const was = comment({ text: { type: 'string' } });
    expect(breakingChanges(was, comment({ text: { type: 'string' } }))).toEqual([]);
    expect(breakingChanges(was, comment({ text: { type: 'integer' } }))).toEqual([
      { at: 'event comment.made.text', change: 'may be integer now' },
    ]);
  });

  test('a code that programs decide by and that does not come any more', () => {
    const noSeats = { code: 'badges.no_seats', status: 409, message: 'No.' } as const;
    expect(breakingChanges(shape(Badge, [noSeats]), shape(Badge, []))).toEqual([
      { at: 'badges.give', change: 'does not refuse with badges.no_seats any more' },
    ]);
    expect(breakingChanges(shape(Badge, []), shape(Badge, [noSeats]))).toEqual([]);
  });
});
