// What every plugin must hold, tested without a line written by hand: from its contract, its tables and its demo data.
import {
  type AnyOperation,
  changes,
  type Dialect,
  declarationOf,
  type Operation,
  type Plugin,
  specOf,
} from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Host } from '../wiring/host.ts';
import { nothingIsSharedBetweenOrganizations } from './isolation.ts';
import { comesFrom, earlierStates } from './migrations.ts';
import { peopleAreOneEverywhere } from './persons.ts';
import type { Scenario, TestPluginOptions } from './plugin.ts';
import { requestFor } from './requests.ts';
import type { TestPerson, TestSchool } from './school.ts';
import { simulatePlugin } from './simulator/plugin.ts';

export function everyPlugin(
  plugin: Plugin,
  dialect: Dialect,
  scenario: Scenario,
  together: Scenario,
  { data, unproven = [] }: TestPluginOptions,
): void {
  const { contract, tables, migrations, seed, health } = specOf(plugin);
  const set = migrations && { plugin: contract.id, folder: migrations };
  const operations = Object.entries(contract.operations as Record<string, AnyOperation>);

  scenario('every example fits its schemas', async () => {
    for (const [key, operation] of operations) {
      const { example, input } = operation.spec as Operation['spec'];
      if (example) expect(input.strict().safeParse(example.input).error, `${key}: input`).toBeUndefined();
      if (operation.kind === 'raw') continue;
      const { output } = operation.spec as Operation['spec'];
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
      expect((await school.inside(ask))?.state ?? 'good').toBe('good');
    });
  }

  // Was red for leaving a course and taking a role: both answered "done" to ids of another organization.
  together(
    'nothing of one organization is seen or changed from another',
    async (school) => {
      const owner = await filled(school, data);
      await nothingIsSharedBetweenOrganizations(school, plugin, owner, unproven);
    },
    120_000,
  );

  // The simulator plays on a file.
  if (dialect === 'sqlite') {
    together(
      'it loses and repeats nothing when its processes are killed, hang and come back (LECTERN_SIMULATOR_SEED repeats)',
      async (school) => {
        const owner = await filled(school, data);
        const learner = await school.person('learner');
        await school.work();
        const seed = Number(process.env.LECTERN_SIMULATOR_SEED ?? 1);
        const { tally } = await simulatePlugin(school, plugin, {
          seed,
          steps: 2_500,
          people: [owner.email, learner.email],
        });
        for (const [what, n] of Object.entries(tally))
          if (what !== 'refused' || operations.some(([, one]) => mayBeRefused(one)))
            expect(n, `${what} in the history`).toBeGreaterThan(0);
      },
      120_000,
    );
  }

  for (const state of set ? earlierStates(set, dialect) : [])
    test(`a school that stopped at ${state} comes along with its rows`, () => comesFrom(state, set!, dialect), 60_000);

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
    together(
      'columns that hold a person say what becomes of them',
      async (school) => {
        await filled(school, data);
        for (const table of tables) {
          const { name, persons, view } = declarationOf(table);
          if (view) continue;
          for (const [property, column] of Object.entries(getTableColumns(table)) as [string, Column][]) {
            if (persons.has(property)) continue;
            const [bare] = await school.inside(() =>
              school.server.database.rawAll(
                `select "${column.name}" as held from "${name}" where cast("${column.name}" as text) in (select id from users) limit 1`,
              ),
            );
            if (bare || /^(user|person|author|member|learner|teacher|creator)(Id)?$|By$/.test(property))
              throw new Error(
                `${name}.${property} holds a person${bare ? ` (${String(bare.held)})` : ', says its name'}: declare it with personRef({ onMerge, onErase, onExport })`,
              );
          }
        }
        await peopleAreOneEverywhere(school, plugin);
      },
      120_000,
    );
  }
}

/** With the demo data of every plugin and what the test of this one adds. @returns an owner */
async function filled(school: TestSchool, data: TestPluginOptions['data']): Promise<TestPerson> {
  for (const spec of school.server.host.specs) await sow(school, spec);
  const owner = await school.person('owner');
  await data?.(school, owner);
  return owner;
}

/** The plugin's demo data, and all that follows from it. */
async function sow(school: TestSchool, { seed, contract }: Host['specs'][number]): Promise<void> {
  const { host } = school.server;
  await school.inside(async () => seed?.(host.serviceOf(contract.id), host.contextOf(contract.id) as never, 'tiny'));
  await school.work();
}

async function counts(school: TestSchool): Promise<Record<string, number>> {
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

/** Who is signed in and has nothing to say is refused nothing. */
const mayBeRefused = ({ spec: { needs, input, errors = [] } }: AnyOperation): boolean =>
  typeof needs === 'object' || Object.keys(input.shape).length > 0 || errors.length > 0;

/** The example's input, whose ids exist nowhere: what somebody without rights would try. */
const tried = (operation: AnyOperation): Record<string, unknown> =>
  operation.spec.example
    ? (operation.spec.example.input as Record<string, unknown>)
    : Object.fromEntries(Object.keys(operation.spec.input.shape).map((name) => [name, 'nothing-here']));
