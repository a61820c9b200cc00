// Whether the proof of isolation proves anything: a plugin that forgets its organization, in one way after the other.
import type { Plugin } from '@lectern/kit';
import { expect, onTestFinished, test } from 'vitest';
import { nothingIsSharedBetweenOrganizations } from '../../src/testing/isolation.ts';
import { openTestSchool, type TestSchool } from '../../src/testing/school.ts';
import { withNeeds } from '../../src/wiring/with-needs.ts';
import { academy } from '../proofs/academy.ts';
import { forgetful, type Way } from './forgetful.ts';

const identity = withNeeds(['organizations', 'users', 'access', 'auth'], academy);

async function proved(way: Way | undefined): Promise<void> {
  let school: TestSchool | undefined;
  const board: Plugin = forgetful(way, (statement) => school!.server.database.rawAll(statement));
  school = await openTestSchool([...identity, board], 'sqlite');
  onTestFinished(() => school?.close());
  const owner = await school.person('owner');
  const { write } = school.server.host.serviceOf('board') as { write(name: string): Promise<void> };
  await school.inside(() =>
    school!.server.database.unit(async () => {
      for (const name of ['note-milk', 'note-bread', 'note-tea']) await write(name);
    }),
  );
  await nothingIsSharedBetweenOrganizations(school, board, owner, []);
}

test('a plugin that remembers is proved, every operation of it', () => proved(undefined));

test.each<[Way, string, RegExp]>([
  ['byPath', 'an id in the path', /board\.byPath in another organization .*answered 200/],
  ['byQuery', 'an id in the query that may be left out', /board\.byQuery .*an id of nothing is answered otherwise/s],
  ['byBody', 'an id in the body beside one of its own in the path', /board\.byBody .*answered 200/],
  ['inside', 'an id in a list in an object in a list', /board\.inside .*answered 200/],
  ['listing', 'a list without any id', /ids of the first organization: board\.listing/],
  ['changing', 'a change of whatever there is', /rows of the first organization/],
])('it goes red for %s: %s', async (way, _, said) => {
  await expect(proved(way)).rejects.toThrow(said);
});
