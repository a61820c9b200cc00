// What people say of themselves, their picture among it.
import { type TestPerson, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import { hugePng, jpeg, png, svg } from './pictures.ts';
import { identityWing } from './wing.ts';

const { me, updateMe, removePicture, profile, suspend, update, list } = usersContract.operations;

const send = (person: TestPerson, bytes: Uint8Array<ArrayBuffer>, type = 'image/png') =>
  person.fetch('/api/users/me/picture', { method: 'PUT', body: bytes, headers: { 'content-type': type } });

testScenarios(
  usersPlugin,
  (test) => {
    test('a person says who they are, and others of the school read it', async (school) => {
      const ana = await school.person('learner', 'Ana');
      const ben = await school.person('learner', 'Ben');
      const links = [{ label: 'Garden', url: 'https://garden.example.org/' }];
      const changed = await ana.call(updateMe, { timeZone: 'Europe/Oslo', bio: 'Nurse.\n\nReads at night.', links });
      expect(changed).toMatchObject({ timeZone: 'Europe/Oslo', bio: 'Nurse.\n\nReads at night.', links, name: 'Ana' });
      expect(await ben.call(profile, { userId: ana.id })).toEqual({
        id: ana.id,
        name: 'Ana',
        picture: null,
        bio: changed.bio,
        links,
        fields: [],
      });
      expect(await ana.call(updateMe, { timeZone: null, bio: '', links: [] })).toMatchObject({
        timeZone: null,
        bio: '',
        links: [],
      });
    });

    test('what could do harm in a page, or is no time zone, is refused at its field', async (school) => {
      const ana = await school.person('learner', 'Ana');
      const pointerOf = async (changes: object) => (await ana.refused(updateMe, changes, 'invalid_input')).pointer;
      for (const url of [
        'javascript:alert(1)',
        'data:text/html,x',
        'ftp://example.org',
        'example.org',
        'https://a b.org',
      ])
        expect(await pointerOf({ links: [{ label: 'x', url }] }), url).toBe('/links/0/url');
      for (const timeZone of ['Oslo', '+02:00', 'Europe/Nowhere', ''])
        expect(await pointerOf({ timeZone }), timeZone).toBe('/timeZone');
      expect(await pointerOf({ bio: 'x'.repeat(2_001) })).toBe('/bio');
      expect(await pointerOf({ email: 'other@example.org' }), 'an address is changed with a password').toBe('/email');
      expect(await pointerOf({ picture: 'a'.repeat(64) })).toBe('/picture');
    });

    // With a read and a write of the whole row and no `hold`, on Postgres the later one took the other's change back.
    test('two changes of different things at once are both kept', async (school) => {
      const ana = await school.person('learner', 'Ana');
      for (let round = 0; round < 5; round++) {
        await Promise.all([
          ana.call(updateMe, { bio: `Round ${round}` }),
          ana.call(updateMe, { name: `Ana ${round}` }),
          ana.call(updateMe, { timeZone: round % 2 ? 'Europe/Oslo' : 'Asia/Tokyo' }),
        ]);
        expect(await ana.call(me)).toMatchObject({
          bio: `Round ${round}`,
          name: `Ana ${round}`,
          timeZone: round % 2 ? 'Europe/Oslo' : 'Asia/Tokyo',
        });
      }
    });

    test('a picture is judged by its bytes, shown to the school and to nobody else', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const ana = await school.person('learner', 'Ana');
      const ben = await school.person('learner', 'Ben');
      const visitor = await school.person('visitor');
      const { picture } = (await (await send(ana, png)).json()) as { picture: string };
      expect((await ana.call(me)).picture).toBe(picture);
      expect((await owner.call(list, { search: 'Ana' })).items[0]?.picture).toBe(picture);

      const address = `/api/users/people/${ana.id}/picture`;
      const served = await ben.fetch(`${address}?v=${picture}`);
      expect(served.status).toBe(200);
      expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
      expect(Object.fromEntries(served.headers)).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      expect(served.headers.get('content-security-policy')).toContain('sandbox');
      expect((await ben.fetch(address)).headers.get('cache-control')).toBe('private, no-cache');
      const some = await ben.fetch(address, { headers: { range: 'bytes=0-3' } });
      expect([some.status, some.headers.get('content-range')]).toEqual([206, `bytes 0-3/${png.length}`]);
      expect(Buffer.from(await some.arrayBuffer())).toEqual(png.subarray(0, 4));
      const again = await ben.fetch(address, { headers: { 'if-none-match': `"${picture}"` } });
      expect(again.status).toBe(304);
      expect((await visitor.fetch(address)).status).toBe(401);

      expect((await send(ana, jpeg, 'image/png')).status, 'what the sender calls it decides nothing').toBe(200);
      expect((await ben.fetch(address)).headers.get('content-type')).toBe('image/jpeg');

      await owner.call(suspend, { userId: ana.id });
      expect((await ben.fetch(address)).status).toBe(404);
      expect((await owner.fetch(address)).status, 'who looks after people').toBe(200);
    });

    test('what is no small picture is refused, and the picture stays', async (school) => {
      const ana = await school.person('learner', 'Ana');
      const { picture } = (await (await send(ana, png)).json()) as { picture: string };
      for (const [what, bytes] of Object.entries({
        svg,
        html: Buffer.from('<script>alert(1)</script>'),
        empty: Buffer.from(''),
        'cut off': png.subarray(0, 12),
        'larger than 2048 pixels': hugePng,
      })) {
        const answer = await send(ana, Buffer.from(bytes));
        expect(((await answer.json()) as { code: string }).code, what).toBe('users.picture_refused');
      }
      expect((await send(ana, Buffer.concat([png, Buffer.alloc(512 * 1024)]))).status).toBe(413);
      expect((await ana.call(me)).picture).toBe(picture);
    });

    test('a picture is taken away by the person, or by who looks after people', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const ana = await school.person('learner', 'Ana');
      await send(ana, png);
      await ana.call(removePicture);
      expect((await ana.call(me)).picture).toBeNull();
      await send(ana, png);
      await owner.call(update, { userId: ana.id, picture: null });
      expect((await ana.fetch(`/api/users/people/${ana.id}/picture`)).status).toBe(404);
      await owner.call(update, { userId: ana.id, picture: null });
    });

    test('the published view has the picture, so that lists can show it', async (school) => {
      const ana = await school.person('learner', 'Ana');
      const { picture } = (await (await send(ana, png)).json()) as { picture: string };
      const rows = await school.inside(() =>
        school.server.database.unit(() => school.server.database.rawAll('select id, picture from people')),
      );
      expect(rows).toEqual([{ id: ana.id, picture }]);
      expect((await school.inside(() => school.service(usersService).find(ana.id)))?.picture).toBe(picture);
    });
  },
  identityWing,
);
