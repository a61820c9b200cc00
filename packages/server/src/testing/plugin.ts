// `testPlugin(plugin, ...)`: the scenarios of a plugin on both databases, and what every plugin must hold, for free.
import { type AnyOperation, changes, type Dialect, type Operation, type Plugin, specOf, system } from '@lectern/kit';
import { describe, expect, test as vitest } from 'vitest';
import type { z } from 'zod';
import type { Host } from '../wiring/host.ts';
import { nothingIsSharedBetweenOrganizations } from './isolation.ts';
import { requestFor } from './requests.ts';
import { openTestSchool, type TestPerson, type TestSchool } from './school.ts';

export type Scenario = (name: string, run: (school: TestSchool) => Promise<void>, timeout?: number) => void;
export interface TestPluginOptions {
  /** Where needs are looked for; all first-party plugins unless told. */
  readonly among?: readonly Plugin[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the proof of isolation needs beyond the demo data: rows that every operation can be tried on. */
  readonly data?: (school: TestSchool, owner: TestPerson) => Promise<void>;
  /** Operations that it cannot try even so: they have a test of their own. */
  readonly unproven?: readonly string[];
}
const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

type Pick = (plugin: Plugin, all: readonly Plugin[]) => readonly Plugin[];

/** What every plugin must hold, for free, and its own scenarios. */
export function testPlugin(plugin: Plugin, scenarios: (test: Scenario) => void, options: TestPluginOptions = {}): void {
  onBothDatabases(plugin, (dialect) => {
    scenarios(scenarioOn(dialect, plugin, withNeeds, options));
    const everything: Pick = (_, all) => (all.includes(plugin) ? all : [...all, plugin]);
    const [scenario, together] = [withNeeds, everything].map((pick) => scenarioOn(dialect, plugin, pick, options));
    everyPlugin(plugin, scenario!, together!, options);
  });
}
/** Scenarios alone: for the second and third test file of a plugin. */
export function testScenarios(
  plugin: Plugin,
  scenarios: (test: Scenario) => void,
  options: TestPluginOptions = {},
): void {
  onBothDatabases(plugin, (dialect) => scenarios(scenarioOn(dialect, plugin, withNeeds, options)));
}

function onBothDatabases(plugin: Plugin, tests: (dialect: Dialect) => void): void {
  for (const dialect of dialects) describe(`${plugin.id} on ${dialect}`, () => tests(dialect));
}
const scenarioOn =
  (dialect: Dialect, plugin: Plugin, pick: Pick, { among, settings }: TestPluginOptions): Scenario =>
  (name, run, timeout = 30_000) =>
    vitest(name, { timeout }, async () => {
      const school = await openTestSchool(pick(plugin, among ?? (await firstParty())), dialect, settings);
      try {
        await run(school);
      } finally {
        await school.close();
      }
    });

const firstParty = async (): Promise<readonly Plugin[]> =>
  ((await import(/* @vite-ignore */ '@lectern/academy' as string)) as { academy: readonly Plugin[] }).academy;

/** The plugin, what it needs, and the identity wing that people of tests come from, in the order of the full list. */
function withNeeds(plugin: Plugin, all: readonly Plugin[]): readonly Plugin[] {
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

function everyPlugin(
  plugin: Plugin,
  scenario: Scenario,
  together: Scenario,
  { data, unproven = [] }: TestPluginOptions,
): void {
  const { contract, tables, seed, health } = specOf(plugin);
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
      const request = requestFor(contract.id, operation, tried(operation));
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
    const request = requestFor(contract.id, guarded[1], tried(guarded[1]));
    await learner.fetch(request.path, request.init);
    const [entry] = await school.server.database.rawAll(
      'select operation, outcome from audit_entries order by at desc, id desc limit 1',
    );
    expect(entry?.operation).toBe(`${contract.id}.${guarded[0]}`);
    expect(entry?.outcome).not.toBe('done');
    expect(await school.events()).toEqual([]);
  });

  if (health) {
    scenario('it is in good health from the first moment', async (school) => {
      const { host } = school.server;
      const ask = async () => health(host.serviceOf(contract.id), host.contextOf(contract.id) as never);
      expect(await school.inside(ask)).toMatchObject({ ok: true });
    });
  }

  // Was red for leaving a course and taking a role: both answered "done" to ids of another organization.
  together(
    'nothing of one organization is seen or changed from another',
    async (school) => {
      for (const spec of school.server.host.specs) await sow(school, spec);
      const owner = await school.person('owner');
      await data?.(school, owner);
      await nothingIsSharedBetweenOrganizations(school, plugin, owner, unproven);
    },
    120_000,
  );

  if (seed) {
    scenario(
      'its demo data can be sown twice',
      async (school) => {
        for (const spec of school.server.host.specs) {
          if (!spec.seed) continue;
          await sow(school, spec);
          const before = await counts(school);
          await sow(school, spec);
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

/** The plugin's demo data, and all that follows from it. */
async function sow(school: TestSchool, { seed, contract }: Host['specs'][number]): Promise<void> {
  const { host } = school.server;
  await school.inside(async () => seed?.(host.serviceOf(contract.id), host.contextOf(contract.id) as never, 'tiny'));
  await school.work();
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

/** The example's input, whose ids exist nowhere: what somebody without rights would try. */
const tried = (operation: AnyOperation): Record<string, unknown> =>
  operation.kind === 'operation'
    ? (operation.spec.example.input as Record<string, unknown>)
    : Object.fromEntries(Object.keys(operation.spec.input.shape).map((name) => [name, 'nothing-here']));

export { system };
