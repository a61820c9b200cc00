import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnyOperation,
  defineContract,
  definePlugin,
  event,
  fill,
  get,
  type Need,
  on,
  optional,
  type Plugin,
  post,
  type Reaction,
  raw,
  service,
  slot,
} from '@lectern/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ConfigError, loadConfig, resolveConfig } from '../../src/config/config.ts';
import { createServer } from '../../src/server.ts';
import { resolvePlugins, WiringError } from '../../src/wiring/resolve.ts';
import { academy } from './academy.ts';

interface Sketch {
  readonly needs?: readonly string[];
  readonly wishes?: readonly string[];
  readonly operations?: Record<string, AnyOperation>;
  readonly events?: readonly string[];
  readonly permissions?: readonly string[];
  readonly handlers?: Record<string, () => unknown>;
  readonly reactions?: readonly Reaction[];
  readonly fills?: readonly ReturnType<typeof fill>[];
}
/** A plugin of which only its wiring matters. */
function sketch(
  id: string,
  { needs = [], wishes = [], operations = {}, events = [], permissions = [], handlers, reactions, fills }: Sketch = {},
): Plugin {
  return definePlugin({
    contract: defineContract<Record<string, AnyOperation>>({
      id,
      summary: `About ${id}`,
      operations,
      events: Object.fromEntries(events.map((name) => [name, event(name, z.object({}))])),
      permissions: Object.fromEntries(permissions.map((name) => [name, { summary: name, roles: [] }])),
    }),
    needs: Object.fromEntries([
      ...needs.map((need) => [need, service(need)]),
      ...wishes.map((wish) => [wish, optional(service(wish))]),
    ]),
    service: () => ({}),
    handlers: () => (handlers ?? Object.fromEntries(Object.keys(operations).map((key) => [key, () => ({})]))) as never,
    ...(reactions && { reactions: () => reactions }),
    ...(fills && { fills: () => fills }),
  });
}
const asks = (needs: unknown, input: z.ZodObject = z.object({ courseId: z.string() })) =>
  get('/:courseId', {
    summary: 'Something',
    needs: needs as Need<never>,
    input,
    output: z.object({}),
    example: { input: {}, output: {} },
  } as never) as AnyOperation;
const faultsOf = (...plugins: Plugin[]) =>
  resolvePlugins(plugins).faults.map(({ plugin, fault, wayOut }) => `${plugin} ${fault}. ${wayOut}`);

describe('plugins that do not fit together', () => {
  it('are told all their faults at once, each with the plugin and the way out', () => {
    expect(
      faultsOf(
        sketch('grades', { needs: ['exams'] }),
        sketch('chat'),
        sketch('chat'),
        sketch('a', { needs: ['b'] }),
        sketch('b', { needs: ['c'] }),
        sketch('c', { needs: ['a'] }),
        sketch('Two Words'),
        sketch('unasked', { operations: { see: asks(undefined) } }),
        sketch('misspelt', { operations: { see: asks({ permission: 'course.raed', on: 'courseId' }) } }),
        sketch('elsewhere', {
          permissions: ['course.read'],
          operations: {
            see: asks({ permission: 'course.read', on: 'lessonId' }),
            find: post('/:lessonId', {
              summary: 'x',
              needs: 'public',
              input: z.object({}),
              output: z.object({}),
              example: { input: {}, output: {} },
            }),
          },
        }),
      ),
    ).toEqual([
      'chat is there twice. Take one chat out of the list of plugins.',
      'grades needs exams, which is not there. Add the plugin that provides "exams", or take grades out.',
      'Two Words has an id that is not kebab-case. Use lower-case words joined by hyphens.',
      "unasked unasked.see does not say who may call it. State `needs: 'public'`, `'self'` or `{ permission, on }`.",
      'misspelt misspelt.see needs the permission course.raed, which nobody declares. Declare it under permissions of the contract, or correct its name.',
      'elsewhere elsewhere.see asks the permission on "lessonId", which is not in its input. Name a property of the input that holds the id of the resource.',
      'elsewhere elsewhere.find has :lessonId in its path and not in its input. Add lessonId to the input schema.',
      'a needs itself: a -> b -> c -> a. Break the circle: let one of them hear an event, or offer a slot, in place of a need.',
    ]);
  });

  it('may not share the name of a route, an event or a permission', () => {
    const operations = {
      see: asks('public'),
      look: get('/:id', {
        summary: 'x',
        needs: 'public',
        input: z.object({ id: z.string() }),
        output: z.object({}),
        example: { input: { id: 'a' }, output: {} },
      }),
    };
    expect(
      faultsOf(
        sketch('one', { events: ['course.made'], permissions: ['course.read'], operations }),
        sketch('two', { events: ['course.made'], permissions: ['course.read'] }),
      ),
    ).toEqual([
      'two declares the permission course.read, as one does. Rename one of the two.',
      'one declares the route GET /api/one/:, as one does. Rename one of the two.',
      'two declares the event course.made, as one does. Rename one of the two.',
    ]);
  });

  it('do not need what they only wish for', () => {
    expect(resolvePlugins([sketch('chat', { wishes: ['presence'] })]).faults).toEqual([]);
    const { order } = resolvePlugins([sketch('chat', { wishes: ['presence'] }), sketch('presence')]);
    expect(order.map(({ contract }) => contract.id)).toEqual(['presence', 'chat']);
  });

  // Guard removed on purpose: without checkBuilt the reaction to an unknown event was never called, and nobody was told.
  it('are told what only shows when they are built: handlers, reactions and fills without a counterpart', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lectern-wiring-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const look = post('/', {
      summary: 'x',
      needs: 'public',
      input: z.object({}),
      output: z.object({}),
      example: { input: {}, output: {} },
    });
    const take = raw('PUT', '/', { summary: 'x', needs: 'public', input: z.object({}), produces: ['text/plain'] });
    const broken = [
      sketch('hasty', { operations: { take }, handlers: { take: () => new Response() } }),
      sketch('silent', { operations: { see: asks('public'), look }, handlers: {} }),
      sketch('listening', { reactions: [on(event('nobody.said', z.object({})), () => {})] }),
      sketch('filling', { fills: [fill(slot<string>('nobody.asked', 'Nothing'), 'x')] }),
    ];
    const failure = thrownBy(() =>
      createServer({ plugins: [...academy, ...broken], directory, database: 'school.db', logLevel: 'silent' }),
    );
    expect(failure).toBeInstanceOf(WiringError);
    expect((failure as WiringError).faults.map(({ plugin, fault }) => `${plugin}: ${fault}`)).toEqual([
      'hasty: hasty.take changes something and does not say where its body ends and the change begins',
      'silent: silent.see has no handler',
      'silent: silent.look has no handler',
      'listening: hears nobody.said, which no plugin declares',
      'filling: fills nobody.asked, which no plugin declares',
    ]);
    expect((failure as Error).message).toMatch(
      /^The plugins do not fit together:\n.*silent: silent\.see has no handler\n {4}Add it to handlers\.ts\./s,
    );
  });

  it('load in the same order whenever the list is the same, and the academy has no fault', () => {
    const first = resolvePlugins(academy);
    expect(first.faults).toEqual([]);
    expect(resolvePlugins(academy).order).toEqual(first.order);
    const ids = resolvePlugins([...academy].reverse()).order.map(({ contract }) => contract.id);
    for (const { contract, needs } of first.order) {
      for (const need of Object.values((needs ?? {}) as Record<string, { id: string; optional: boolean }>))
        if (!need.optional) expect(ids.indexOf(need.id)).toBeLessThan(ids.indexOf(contract.id));
    }
  });
});

describe('a configuration with a wrong value', () => {
  const refused = (work: () => unknown) => {
    const failure = thrownBy(work);
    expect(failure).toBeInstanceOf(ConfigError);
    return (failure as Error).message;
  };
  const plugins = academy;

  it('is told which value, where it stands and what to write', () => {
    expect(refused(() => resolveConfig('.', { plugins, port: 99_999 }))).toMatch(
      /^port \(lms\.config\.ts\) is 99999; write .*65535/,
    );
    expect(refused(() => resolveConfig('.', { plugins }, { environment: { LECTERN_PORT: 'http' } }))).toBe(
      'LECTERN_PORT (environment) is "http"; write a port from 0 to 65535.',
    );
    // It may hold a password, so it is not repeated.
    expect(refused(() => resolveConfig('.', { plugins }, { envFile: { LECTERN_SMTP: 'mail.example.org' } }))).toBe(
      'LECTERN_SMTP (.env) is not right; write an address such as smtp://user:password@mail.example.org:587.',
    );
    expect(refused(() => resolveConfig('.', { plugins }, { environment: { LECTERN_TRUST_PROXY: 'perhaps' } }))).toBe(
      'LECTERN_TRUST_PROXY (environment) is "perhaps"; write true or false.',
    );
    expect(refused(() => resolveConfig('.', { plugins }, { given: { basePath: '/learn/' } }))).toBe(
      'basePath (given) is "/learn/"; write nothing, or a path such as /learn without a slash at the end.',
    );
    expect(refused(() => resolveConfig('.', { plugins, url: 'school.example.org' }))).toBe(
      'url (lms.config.ts) is "school.example.org"; write an address such as https://school.example.org.',
    );
  });

  // Guard removed on purpose: with `.env` ahead of the environment, the second line was 3.
  it('takes what is nearest: given, then the environment, then .env, then the file', () => {
    const everywhere = { environment: { LECTERN_PORT: '2' }, envFile: { LECTERN_PORT: '3' } };
    const school = { plugins, port: 4 };
    expect(resolveConfig('.', school, { ...everywhere, given: { port: 1 } })).toMatchObject({
      port: 1,
      sources: { port: 'given' },
    });
    expect(resolveConfig('.', school, everywhere)).toMatchObject({ port: 2, sources: { port: 'environment' } });
    expect(resolveConfig('.', school, { envFile: { LECTERN_PORT: '3' } })).toMatchObject({
      port: 3,
      sources: { port: '.env' },
    });
    expect(resolveConfig('.', school)).toMatchObject({ port: 4, sources: { port: 'lms.config.ts' } });
    expect(resolveConfig('.', { plugins })).toMatchObject({ port: 4040, sources: { port: 'default' } });
  });

  it('is told when the folder has no school, or its file exports none or a misspelt name', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'lectern-config-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    await expect(loadConfig(directory)).rejects.toThrow(
      `There is no school in ${directory}: lms.config.ts is missing. Make one with: lms init ${directory}`,
    );
    // one folder a file: a module that was imported stays as it was
    const say = (name: string, text: string) => {
      const folder = mkdtempSync(join(directory, name));
      writeFileSync(join(folder, 'lms.config.ts'), text);
      return loadConfig(folder);
    };
    await expect(say('none', 'export const school = 1;')).rejects.toThrow(
      'must export a school: export default defineConfig({ plugins: academy })',
    );
    await expect(say('misspelt', 'export default { plugins: [], prot: 4040 };')).rejects.toThrow(
      'says "prot", which is no setting. There are: database, url,',
    );
    await expect(say('broken', 'export default {')).rejects.toThrow(/lms\.config\.ts cannot be read: /);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('expected a refusal, but it was taken');
}
