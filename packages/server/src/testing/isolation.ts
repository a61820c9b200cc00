// Every operation of a plugin, called in a second organization with the ids of the first. Nothing is written by hand: ids
// come from the demo data, inputs from the examples, and a new operation is covered without anybody adding it.
import { type Actor, type AnyOperation, changes, type Plugin, runInScope, specOf, system } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { expect } from 'vitest';
import { type Input, inputsFor, knownFrom, type Row, tenantTablesOf } from './inputs.ts';
import { requestFor } from './requests.ts';
import type { TestPerson, TestSchool } from './school.ts';

const elsewhere = 'another-school';
interface Answer {
  readonly status: number;
  readonly text: string;
}
type Caller = (operation: AnyOperation, input: Input, preview?: boolean) => Promise<Answer>;

/**
 * @param owner of the first organization, whose data is there
 * @param expected operations that cannot be proven, because the demo data has nothing to try them on
 */
export async function nothingIsSharedBetweenOrganizations(
  school: TestSchool,
  plugin: Plugin,
  owner: TestPerson,
  expected: readonly string[],
): Promise<void> {
  const { contract } = specOf(plugin);
  const home = await homeOf(school);
  const here = callerBy(contract.id, owner.fetch);
  await makeOrganization(school);
  const there = callerBy(contract.id, withKey(school, await strangerIn(school, elsewhere)));
  const before = await rowsOf(school, home);
  const known = knownFrom(before);
  const unproven: string[] = [];
  for (const [key, operation] of Object.entries(contract.operations as Record<string, AnyOperation>)) {
    const name = `${contract.id}.${key}`;
    let proven = false;
    for (const { input, borrowed } of inputsFor(operation, known)) {
      if (borrowed.length > 0 && (await here(operation, input, changes(operation))).status >= 300) continue;
      const { status, text } = await there(operation, input);
      const what = `${name} in another organization with ${JSON.stringify(input)} answered ${status} ${text}`;
      if (borrowed.length > 0) expect([403, 404], what).toContain(status);
      const told = known.ids.filter((id) => !borrowed.includes(id) && text.includes(id));
      expect(told, `ids of the first organization: ${what}`).toEqual([]);
      proven = true;
      break;
    }
    if (!proven) unproven.push(key);
  }
  expect(await rowsOf(school, home), 'rows of the first organization').toEqual(before);
  expect(
    unproven,
    'operations that no row of the demo data could be tried on; see data and unproven of TestPluginOptions',
  ).toEqual(expected);
}

const homeOf = (school: TestSchool): Promise<string> =>
  school.inside(async () => String((await school.server.database.rawAll('select id from organizations'))[0]?.id));

/** A copy of the only one under another name. */
async function makeOrganization(school: TestSchool): Promise<void> {
  const { database } = school.server;
  await school.inside(async () => {
    const [row] = await database.rawAll('select * from organizations');
    const copy: Row = { ...row, id: elsewhere, is_default: database.dialect === 'sqlite' ? 0 : false };
    const names = Object.keys(copy);
    const values = names.map((_, i) => (database.dialect === 'sqlite' ? '?' : `$${i + 1}`));
    await database.rawAll(
      `insert into organizations (${names.join(', ')}) values (${values.join(', ')})`,
      Object.values(copy),
    );
  });
}

/** @returns the key of somebody who owns the other organization and is nobody here */
async function strangerIn(school: TestSchool, org: string): Promise<string> {
  const { host, database } = school.server;
  const service = <T>(id: string) => host.serviceOf(id) as T;
  const within = <T>(actor: Actor, work: () => Promise<T>) =>
    runInScope({ actor, org, request: 'isolation', via: 'kernel' }, () => database.unit(work));
  const id = await within(system, async () => {
    const made = await service<{ create(person: object): Promise<{ id: string }> }>('users').create({
      name: 'Stranger',
      email: 'stranger@isolation.example.org',
    });
    await service<{ join(id: string): Promise<void> }>('organizations').join(made.id);
    await service<{ give(id: string, role: string): Promise<void> }>('access').give(made.id, 'owner');
    return made.id;
  });
  const actor: Actor = { kind: 'person', id };
  const keys = service<{ keys: { create(name: string, call: object): Promise<{ key: string }> } }>('auth').keys;
  return (await within(actor, () => keys.create('isolation', { actor, org }))).key;
}

const callerBy =
  (plugin: string, fetch: TestPerson['fetch']): Caller =>
  async (operation, input, preview = false) => {
    const { path, init } = requestFor(plugin, operation, input);
    const headers = new Headers(init.headers);
    if (preview) headers.set('lectern-preview', 'true');
    const answer = await fetch(path, { ...init, headers });
    return { status: answer.status, text: await answer.text() };
  };
const withKey =
  ({ server }: TestSchool, key: string): TestPerson['fetch'] =>
  (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    return server.fetch(new Request(`http://school.test${path}`, { ...init, headers }));
  };

/** Every row of every plugin that belongs to an organization, by table. */
function rowsOf(school: TestSchool, org: string): Promise<Record<string, readonly Row[]>> {
  const { database, host } = school.server;
  const scope = { actor: system, org, request: 'isolation', via: 'kernel' } as const;
  return runInScope(scope, () =>
    database.unit(async () => {
      const found: Record<string, readonly Row[]> = {};
      for (const { table, name, organizationColumn } of tenantTablesOf(host)) {
        const columns = (Object.values(getTableColumns(table)) as Column[]).map((column) => `"${column.name}"`);
        found[name] = await database.rawAll(
          `select * from "${name}" where "${organizationColumn}" = '${org}' order by ${columns.join(', ')}`,
        );
      }
      found.resources = await database.rawAll(`select * from resources where org_id = '${org}' order by id`);
      return found;
    }),
  );
}
