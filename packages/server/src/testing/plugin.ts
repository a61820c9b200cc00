// `testPlugin(plugin, ...)`: the scenarios of a plugin on both databases, and what every plugin must hold, for free.
import { type AnyOperation, changes, type Dialect, type Operation, type Plugin, specOf, system } from '@lectern/kit';
import { describe, expect, test as vitest } from 'vitest';
import type { z } from 'zod';
import { openTestSchool, type TestSchool } from './school.ts';

export type Scenario = (name: string, run: (school: TestSchool) => Promise<void>, timeout?: number) => void;
export interface TestPluginOptions {
  /** Where needs are looked for; all first-party plugins unless told. */
  readonly among?: readonly Plugin[];
  readonly settings?: Readonly<Record<string, unknown>>;
}
const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

export function testPlugin(
  plugin: Plugin,
  scenarios: (test: Scenario) => void,
  { among, settings }: TestPluginOptions = {},
): void {
  for (const dialect of dialects) {
    describe(`${plugin.id} on ${dialect}`, () => {
      const scenario: Scenario = (name, run, timeout) =>
        vitest(name, { timeout: timeout ?? 30_000 }, async () => {
          const school = await openTestSchool(await withNeeds(plugin, among), dialect, settings);
          try {
            await run(school);
          } finally {
            await school.close();
          }
        });
      scenarios(scenario);
      everyPlugin(plugin, scenario);
    });
  }
}

/** The plugin, what it needs, and the identity wing that people of tests come from, in the order of the full list. */
async function withNeeds(plugin: Plugin, among?: readonly Plugin[]): Promise<readonly Plugin[]> {
  const all =
    among ??
    ((await import(/* @vite-ignore */ '@lectern/academy' as string)) as { academy: readonly Plugin[] }).academy;
  const byId = new Map([...all, plugin].map((one) => [one.id, one]));
  const wanted = new Set(['organizations', 'users', 'access', 'auth']);
  const want = (id: string) => {
    wanted.add(id);
    const found = byId.get(id);
    for (const need of found
      ? Object.values((specOf(found).needs ?? {}) as Record<string, { id: string; optional: boolean }>)
      : []) {
      if (byId.has(need.id) && !wanted.has(need.id)) want(need.id);
    }
  };
  for (const id of [...wanted, plugin.id]) want(id);
  return [...byId.values()].filter(({ id }) => wanted.has(id));
}

function everyPlugin(plugin: Plugin, scenario: Scenario): void {
  const { contract, tables, seed } = specOf(plugin);
  const operations = Object.entries(contract.operations as Record<string, AnyOperation>);

  scenario('every example fits its schemas', async () => {
    for (const [key, operation] of operations) {
      if (operation.kind === 'raw') continue;
      const { example, input, output } = operation.spec as Operation['spec'];
      expect(input.strict().safeParse(example.input).error, `${key}: input of the example`).toBeUndefined();
      expect((output as z.ZodType).safeParse(example.output).error, `${key}: output of the example`).toBeUndefined();
    }
  });

  scenario('no operation is open to somebody who may not', async (school) => {
    const visitor = await school.person('visitor');
    const learner = await school.person('learner', 'Somebody without a role');
    for (const [key, operation] of operations) {
      if (operation.spec.needs === 'public') continue;
      const request = requestFor(contract.id, operation);
      const signedOut = await visitor.fetch(request.path, request.init);
      expect(signedOut.status, `${key} for a visitor`).toBe(401);
      if (operation.spec.needs === 'self') continue;
      const withoutRole = await learner.fetch(request.path, request.init);
      expect([403, 404], `${key} for somebody without a role answered ${withoutRole.status}`).toContain(
        withoutRole.status,
      );
    }
  });

  scenario('a refused change leaves a record and nothing else', async (school) => {
    const learner = await school.person('learner', 'Somebody without a role');
    const guarded = operations.find(([, operation]) => typeof operation.spec.needs === 'object' && changes(operation));
    if (!guarded) return;
    await school.events();
    const request = requestFor(contract.id, guarded[1]);
    await learner.fetch(request.path, request.init);
    const [entry] = await school.server.database.rawAll(
      'select operation, outcome from audit_entries order by at desc, id desc limit 1',
    );
    expect(entry?.operation).toBe(`${contract.id}.${guarded[0]}`);
    expect(entry?.outcome).not.toBe('done');
    expect(await school.events()).toEqual([]);
  });

  if (seed) {
    scenario(
      'its demo data can be sown twice',
      async (school) => {
        for (const spec of school.server.host.specs) {
          if (!spec.seed) continue;
          const sow = () =>
            school.inside(() =>
              spec.seed!(
                school.server.host.serviceOf(spec.contract.id),
                school.server.host.contextOf(spec.contract.id) as never,
                'tiny',
              ),
            );
          await sow();
          await school.work();
          const before = await counts(school);
          await sow();
          await school.work();
          expect(await counts(school), `${spec.contract.id} sown twice`).toEqual(before);
        }
      },
      120_000,
    );
  }

  if (tables) {
    scenario('columns that hold a person say what becomes of them', async () => {
      const { declarationOf } = await import('@lectern/kit');
      for (const table of tables) {
        const { name, persons, view } = declarationOf(table);
        if (view) continue;
        for (const property of Object.keys(table)) {
          const suspicious = /^(user|person|owner|author|member|learner|teacher|creator)(Id)?$|By$/.test(property);
          if (suspicious && !persons.has(property))
            throw new Error(
              `${name}.${property} looks like a person: declare it with personRef({ onMerge, onErase, onExport })`,
            );
        }
      }
    });
  }
}

async function counts(school: TestSchool): Promise<Record<string, number>> {
  const { declarationOf } = await import('@lectern/kit');
  const found: Record<string, number> = {};
  await school.inside(async () => {
    for (const spec of school.server.host.specs) {
      for (const table of spec.tables ?? []) {
        const { name, view } = declarationOf(table);
        if (view) continue;
        found[name] = await school.server.database.unit(async () =>
          Number((await school.server.database.rawAll(`select count(*) as n from "${name}"`))[0]?.n),
        );
      }
    }
  });
  return found;
}

/** A request with the example's input: ids in it exist nowhere, which is what somebody without rights would try. */
function requestFor(plugin: string, operation: AnyOperation): { path: string; init: RequestInit } {
  const input: Record<string, unknown> =
    operation.kind === 'operation'
      ? { ...(operation.spec.example.input as object) }
      : Object.fromEntries(Object.keys(operation.spec.input.shape).map((name) => [name, 'nothing-here']));
  const path = `/api/${plugin}${operation.path.replace(/\/$/, '')}`.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(input[name]);
    delete input[name];
    return encodeURIComponent(value);
  });
  if (operation.kind === 'raw' || operation.method === 'GET' || operation.method === 'DELETE') {
    const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
    return { path: query.size > 0 ? `${path}?${query}` : path, init: { method: operation.method } };
  }
  return {
    path,
    init: { method: operation.method, body: JSON.stringify(input), headers: { 'content-type': 'application/json' } },
  };
}

export { system };
