import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { Refusal } from '@lectern/kit';
import { organizationsPlugin } from '@lectern/organizations';
import { type TestSchool, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import { png } from './pictures.ts';

const { me, updateMe, list, create } = usersContract.operations;
const names = (page: { items: { name: string }[] }) => page.items.map(({ name }) => name);

const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin];

testPlugin(
  usersPlugin,
  (test) => {
    test('a person sees and changes their own account', async (school) => {
      const marta = await school.person('learner', 'Marta');
      expect(await marta.call(me)).toMatchObject({ id: marta.id, name: 'Marta', email: marta.email, locale: null });
      await school.events();
      expect(await marta.call(updateMe, { name: 'Márta Lindqvist', locale: 'sv' })).toMatchObject({
        name: 'Márta Lindqvist',
        locale: 'sv',
      });
      expect(await school.events()).toEqual([{ name: 'user.changed', payload: { userId: marta.id } }]);
      expect(await marta.call(updateMe, { locale: null })).toMatchObject({ name: 'Márta Lindqvist', locale: null });
    });

    test('an address is one account, however it is written', async (school) => {
      const owner = await school.person('owner');
      await owner.call(create, { name: 'Ana', email: 'Ana.Ibarra@Example.org' });
      const again = await owner.refused(
        create,
        { name: 'Ana too', email: 'ANA.IBARRA@example.ORG' },
        'users.email_taken',
      );
      expect(again).toMatchObject({ status: 409, pointer: '/email' });
      await school.inside(async () => {
        expect(await school.service(usersService).findByEmail('aNA.ibarra@example.org')).toMatchObject({
          name: 'Ana',
          email: 'ana.ibarra@example.org',
        });
      });
    });

    // With a look first and an insert without `on conflict`, one of the losers on Postgres was an internal error.
    test('of five accounts made at once for an address, four are refused', async (school) => {
      const users = school.service(usersService);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, (_, i) =>
          school.inside(() => users.create({ name: `Ben ${i}`, email: 'ben@example.org' })),
        ),
      );
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(refused).toHaveLength(4);
      for (const reason of refused) expect(reason).toBeInstanceOf(Refusal);
    });

    test('people are listed by name, in pages that neither skip nor repeat', async (school) => {
      const owner = await school.person('owner', 'Zoë');
      const inOrder = ['Ana', 'ana Maria', 'Élodie', 'emil', 'Émile', 'Łukasz', 'Zadie'];
      await everybody(school, [...inOrder].reverse());
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await owner.call(list, { limit: 3, cursor });
        expect(page.items.length).toBeLessThanOrEqual(3);
        found.push(...names(page));
        cursor = page.next ?? undefined;
        if (found.length === 3) await everybody(school, ['Aaron']); // who comes before the cursor moves nothing
      } while (cursor);
      // `ł` is a letter of its own and not an accented l: it comes after z, as every code point beyond ASCII.
      expect(found).toEqual(['Ana', 'ana Maria', 'Élodie', 'emil', 'Émile', 'Zadie', 'Zoë', 'Łukasz']);
    });

    test('people are found by the beginning of a name or of a part of the address', async (school) => {
      const owner = await school.person('owner', 'Olga');
      await everybody(school, ['José Álvarez', 'Joséphine Baker', 'Trần Minh Anh', 'سارة المنصوري']);
      expect(names(await owner.call(list, { search: 'jose' }))).toEqual(['José Álvarez', 'Joséphine Baker']);
      expect(names(await owner.call(list, { search: 'ALV jos' }))).toEqual(['José Álvarez']);
      expect(names(await owner.call(list, { search: 'tran' }))).toEqual(['Trần Minh Anh']);
      expect(names(await owner.call(list, { search: 'سارة' }))).toEqual(['سارة المنصوري']);
      expect(names(await owner.call(list, { search: 'person2@example' }))).toEqual(['Trần Minh Anh']);
      expect(names(await owner.call(list, { search: '"; drop table users --' }))).toEqual([]);
      const first = await owner.call(list, { search: 'jose', limit: 1 });
      expect(names(await owner.call(list, { search: 'jose', limit: 1, cursor: first.next ?? undefined }))).toEqual([
        'Joséphine Baker',
      ]);
    });

    // Without the join to `members` the list showed the stranger.
    test('people of another school are not listed', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const users = school.service(usersService);
      await school.server.inside(() => users.create({ name: 'Stranger', email: 'stranger@example.org' }), {
        org: 'org-elsewhere',
      });
      expect(names(await owner.call(list))).toEqual(['Olga']);
      expect(names(await owner.call(list, { search: 'stranger' }))).toEqual([]);
    });

    test('names come in one go, and who is unknown is left out', async (school) => {
      const [ana, ben] = await everybody(school, ['Ana', 'Ben']);
      await school.inside(async () => {
        const found = await school.service(usersService).many([ana!, ben!, ana!, 'nobody']);
        expect([...found.values()].map(({ name }) => name).sort()).toEqual(['Ana', 'Ben']);
        expect(await school.service(usersService).many([])).toEqual(new Map());
      });
    });
  },
  {
    among,
    // For the proof of isolation: everybody has a picture, whoever it tries.
    data: async (school, owner) => {
      const answer = await owner.fetch('/api/users/me/picture', { method: 'PUT', body: png });
      const { picture } = (await answer.json()) as { picture: string };
      const users = school.service(usersService);
      const { items } = await owner.call(list);
      await school.inside(() => Promise.all(items.map(({ id }) => users.update(id, { picture }))));
      await owner.fetch('/api/users/imports?name=people.csv', { method: 'POST', body: 'email,name\nana@x.org,Ana\n' });
    },
  },
);

async function everybody(school: TestSchool, people: readonly string[]): Promise<string[]> {
  const users = school.service(usersService);
  const ids: string[] = [];
  for (const [i, name] of people.entries()) {
    const email = `person${i}@example.org`;
    const account = await school.inside(async () =>
      users.create({ name, email: (await users.findByEmail(email)) ? `${crypto.randomUUID()}@example.org` : email }),
    );
    ids.push(account.id);
  }
  return ids;
}
