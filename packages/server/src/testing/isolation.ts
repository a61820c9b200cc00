// Every operation of a plugin, called in a second organization with the ids of the first. Nothing is written by hand: the
// operations are those of the school's own OpenAPI document, ids come from the demo data, inputs from the examples. What
// is tried, and why: docs/decisions/020-isolation-is-proved.md.
import { type Plugin, specOf } from '@lectern/kit';
import { expect } from 'vitest';
import { type Described, operationsIn, requestTo } from './document.ts';
import { candidatesFor, inputsFor, type Known, knownFrom } from './guesses.ts';
import { withKeyIn } from './keys.ts';
import { type Mirror, mirrored } from './mirror.ts';
import { at, completed, type Input, idsIn, leftOut, placesIn, put } from './places.ts';
import { homeOf, rowsOf, tablesOf } from './rows.ts';
import type { TestPerson, TestSchool } from './school.ts';

interface Answer {
  readonly status: number;
  readonly text: string;
}
type Caller = (operation: Described, input: Input, how: 'preview' | 'for good') => Promise<Answer>;
interface Walls {
  readonly here: Caller;
  readonly there: Caller;
  readonly mirror: Mirror;
  readonly known: Known;
}

/** The name of a thing that is nowhere. */
const nowhere = 'nothing-is-called-so';
/** Values tried for an id that an operation takes when it is given. */
const optionalTries = 12;

/**
 * @param owner of the first organization, whose data is there
 * @param expected operations that cannot be proven, because the demo data has nothing to try them on, and fields whose ids
 *   could not be tried alone (`assign.on`)
 */
export async function nothingIsSharedBetweenOrganizations(
  school: TestSchool,
  plugin: Plugin,
  owner: TestPerson,
  expected: readonly string[],
): Promise<void> {
  const home = await homeOf(school);
  await school.inside(() => somethingToHaveRightsOn(school));
  const before = await rowsOf(school, home);
  const mirror = await mirrored(school, home, before);
  const walls: Walls = {
    here: callerBy(owner.fetch),
    there: callerBy(await withKeyIn(school, mirror.org, mirror.of(owner.id))),
    mirror,
    known: knownFrom(before, tablesOf(school.server.host)),
  };
  const unproven: string[] = [];
  const withoutIds: { operation: Described; input: Input }[] = [];
  for (const operation of await documentOf(school, owner)) {
    if (operation.plugin !== specOf(plugin).contract.id) continue;
    const name = operation.id.slice(operation.plugin.length + 1);
    const taken = await firstTaken(walls, operation);
    if (taken === undefined) {
      unproven.push(name);
      continue;
    }
    if (idsIn(operation, taken).length === 0) withoutIds.push({ operation, input: taken });
    if (placesIn(operation, taken).length > 0) await refusedThere(walls, operation, taken);
    const missed = await mixedIn(walls, operation, taken);
    unproven.push(...missed.map((field) => `${name}.${field}`));
  }
  // Last, for they change what is there: the things of one organization and the other's are told apart without an id.
  for (const { operation, input } of withoutIds)
    tellsNothing(walls, operation, input, await walls.there(operation, input, 'for good'));
  expect(await rowsOf(school, home), 'rows of the first organization').toEqual(before);
  expect(
    unproven.sort(),
    'operations that no row of the demo data could be tried on; see data and unproven of TestPluginOptions',
  ).toEqual([...expected].sort());
}

const documents = new Map<string, readonly Described[]>();
/** The same for the same plugins: making it takes a fifth of the whole proof. */
async function documentOf({ plugins }: TestSchool, { fetch }: TestPerson): Promise<readonly Described[]> {
  const key = plugins.map(({ id }) => id).join();
  const known = documents.get(key) ?? operationsIn((await (await fetch('/api/openapi.json')).json()) as never);
  documents.set(key, known);
  return known;
}

/** An input that is done here; the example where no id is in it, also of what is called by a secret that no row has. */
async function firstTaken({ here, known }: Walls, operation: Described): Promise<Input | undefined> {
  for (const { input, filled } of inputsFor(operation, known))
    if (filled.length === 0 || isDone(await here(operation, input, 'preview'))) return input;
  const asShown = completed(operation);
  return idsIn(operation, asShown).length > 0 ? undefined : asShown;
}

/** With all the ids of the first organization, asked for a preview and in earnest. */
async function refusedThere(walls: Walls, operation: Described, input: Input): Promise<void> {
  const { there, mirror } = walls;
  const places = placesIn(operation, input);
  // Both may call a thing of theirs by the same name: that is answered, each with their own.
  const borrows = places.some((place) => at(input, place) !== at(mirror.of(input), place));
  for (const how of operation.method === 'GET' ? (['for good'] as const) : (['preview', 'for good'] as const)) {
    const answer = await there(operation, input, how);
    if (borrows) expect([403, 404], about(operation, input, answer)).toContain(answer.status);
    tellsNothing(walls, operation, input, answer);
  }
}

/**
 * One id of the first organization among those of the second's own: in each place where the input has one, and in each
 * that it leaves out. It is refused, and answered to the letter as an id is that nothing is called by.
 * @returns fields whose ids were never taken, here or there, so that a refusal would prove nothing
 */
async function mixedIn(walls: Walls, operation: Described, input: Input): Promise<string[]> {
  const { here, there, mirror, known } = walls;
  const own = mirror.of(input);
  const missed: string[] = [];
  // Where its own are refused too a refusal would prove nothing. An id that is alone in the input was refused above.
  if (!isDone(await there(operation, own, 'preview'))) {
    const optional = leftOut(operation, own).map(({ name }) => name);
    const ids = idsIn(operation, input);
    return [...optional, ...(ids.length > 1 ? new Set(ids.map(([name]) => String(name))) : [])];
  }
  for (const place of placesIn(operation, input))
    if (at(input, place) !== at(own, place))
      await asIfNowhere(walls, operation, put(own, place, at(input, place)), put(own, place, nowhere));
  for (const { name, holding } of leftOut(operation, own)) {
    let taken: string | undefined;
    for (const id of candidatesFor(operation, name, known).slice(0, optionalTries))
      if (taken === undefined && isDone(await here(operation, holding(input, id), 'preview'))) taken = id;
    if (taken === undefined) missed.push(name);
    else await asIfNowhere(walls, operation, holding(own, taken), holding(own, nowhere));
  }
  return missed;
}

async function asIfNowhere(walls: Walls, operation: Described, foreign: Input, absent: Input): Promise<void> {
  const answer = await walls.there(operation, foreign, 'preview');
  const what = about(operation, foreign, answer);
  tellsNothing(walls, operation, foreign, answer);
  const unknown = await walls.there(operation, absent, 'preview');
  expect(toldOf(walls, answer), `${what}; an id of nothing is answered otherwise`).toEqual(toldOf(walls, unknown));
  if (operation.changes) expect(answer.status, what).toBeGreaterThanOrEqual(400);
}

const isDone = ({ status }: Answer): boolean => status < 300;
const about = ({ id }: Described, input: Input, { status, text }: Answer): string =>
  `${id} in another organization with ${JSON.stringify(input)} answered ${status} ${text.slice(0, 500)}`;

/** No id of the first organization, but those that were sent. */
function tellsNothing({ mirror }: Walls, operation: Described, input: Input, answer: Answer): void {
  const sent = JSON.stringify(input);
  const told = mirror.ids.filter((id) => answer.text.includes(id) && !sent.includes(id));
  expect(told, `ids of the first organization: ${about(operation, input, answer)}`).toEqual([]);
}
/** Without what is of this one request. */
function toldOf({ mirror }: Walls, { status, text }: Answer): { status: number; text: string } {
  let told = text.replace(/"request":"[^"]*"/, '');
  for (const id of mirror.ids) told = told.replaceAll(id, nowhere);
  return { status, text: told };
}

/** A school without courses has something for the ids that any resource may be. */
async function somethingToHaveRightsOn({ server: { database, host } }: TestSchool): Promise<void> {
  const { resources } = host.contextOf(host.specs[0]!.contract.id);
  if (!(await database.rawAll('select id from resources limit 1')).length)
    await database.unit(() => resources.add({ id: 'thing-of-the-first', type: 'thing' }));
}

const callerBy =
  (fetch: TestPerson['fetch']): Caller =>
  async (operation, input, how) => {
    const { path, init } = requestTo(operation, input);
    if (how === 'preview') init.headers['lectern-preview'] = 'true';
    const answer = await fetch(path, init);
    return { status: answer.status, text: await answer.text() };
  };
