// `testPlugin(plugin, ...)`: the scenarios of a plugin on both databases, and what every plugin must hold, for free.
import type { Dialect, Plugin } from '@lectern/kit';
import { describe, test as vitest } from 'vitest';
import { withNeeds } from '../wiring/with-needs.ts';
import { everyPlugin } from './every-plugin.ts';
import { openTestSchool, type Serving, type TestPerson, type TestSchool } from './school.ts';

export type Scenario = (name: string, run: (school: TestSchool) => Promise<void>, timeout?: number) => void;
export interface TestPluginOptions {
  /** Where needs are looked for; all first-party plugins unless told. */
  readonly among?: readonly Plugin[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Asked when the school is opened: a mail server of the test has a port by then. */
  readonly serving?: () => Serving;
  /** What the proof of isolation needs beyond the demo data: rows that every operation can be tried on. */
  readonly data?: (school: TestSchool, owner: TestPerson) => Promise<void>;
  /** Operations that it cannot try even so: they have a test of their own. */
  readonly unproven?: readonly string[];
}
const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

type Pick = (plugin: Plugin, all: readonly Plugin[]) => readonly Plugin[];
const everything: Pick = (plugin, all) => (all.includes(plugin) ? all : [...all, plugin]);
/** The plugin with what it needs. */
const alone: Pick = (plugin, all) => withNeeds([...identityWing, plugin.id], everything(plugin, all));

/** What every plugin must hold, for free, and its own scenarios. */
export function testPlugin(plugin: Plugin, scenarios: (test: Scenario) => void, options: TestPluginOptions = {}): void {
  onBothDatabases(plugin, (dialect) => {
    scenarios(scenarioOn(dialect, plugin, alone, options));
    const [scenario, together] = [alone, everything].map((pick) => scenarioOn(dialect, plugin, pick, options));
    everyPlugin(plugin, dialect, scenario!, together!, options);
  });
}
/** Scenarios alone: for the second and third test file of a plugin. */
export function testScenarios(
  plugin: Plugin,
  scenarios: (test: Scenario) => void,
  options: TestPluginOptions = {},
): void {
  onBothDatabases(plugin, (dialect) => scenarios(scenarioOn(dialect, plugin, alone, options)));
}

function onBothDatabases(plugin: Plugin, tests: (dialect: Dialect) => void): void {
  for (const dialect of dialects) describe(`${plugin.id} on ${dialect}`, () => tests(dialect));
}
const scenarioOn =
  (dialect: Dialect, plugin: Plugin, pick: Pick, { among, settings, serving }: TestPluginOptions): Scenario =>
  (name, run, timeout = 30_000) =>
    vitest(name, { timeout }, async () => {
      const school = await openTestSchool(pick(plugin, among ?? (await firstParty())), dialect, settings, serving?.());
      try {
        await run(school);
      } finally {
        await school.close();
      }
    });

const firstParty = async (): Promise<readonly Plugin[]> =>
  ((await import(/* @vite-ignore */ '@lectern/academy' as string)) as { academy: readonly Plugin[] }).academy;

/** Where people of tests come from. */
const identityWing = ['organizations', 'users', 'access', 'auth'];
