// Sign-up, language and time zone: what a school is, decided by itself or by who looks after it from above.
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { authContract } from '@lectern/auth/contract';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { expect } from 'vitest';
import { organizationsContract, organizationsService } from '../src/contract.ts';
import { organizationsPlugin } from '../src/plugin.ts';
import { insideSchool } from './inside.ts';

const ops = organizationsContract.operations;
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin];
const at = (key: 'signUp' | 'locale' | 'timeZone') => ({ plugin: 'organizations', key });

/** What a visitor of a school sees, before anybody has signed in. */
async function seenAt(school: TestSchool, host: string) {
  const answer = await school.server.fetch(
    new Request('http://ignored.test/api/organizations/current', { headers: { host } }),
  );
  return (await answer.json()) as { locale: string; timeZone: string; signUp: string };
}

testScenarios(
  organizationsPlugin,
  (test) => {
    test('a school below speaks and is open as the one above, until it says otherwise', async (school) => {
      const owner = await school.person('owner');
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      await owner.call(ops.update, { locale: 'ar', timeZone: 'Asia/Amman' });
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ locale: 'ar', timeZone: 'Asia/Amman' });
      await owner.call(ops.setEntrance, { signUp: 'closed' });
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ signUp: 'closed' });

      const there = await insideSchool(school, owner, id);
      expect((await there.send('PATCH', '/organizations/current', { locale: 'nb' })).body).toMatchObject({
        locale: 'nb',
        timeZone: 'Asia/Amman',
      });
      await owner.call(ops.update, { locale: 'fr' });
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ locale: 'nb' });
      await there.remove('/settings/organizations/locale');
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ locale: 'fr' });
    });

    // Kept as said here, whatever a form says of what it shows ended the inheritance: the last line was `fr`.
    test('a form that sends back what it shows decides nothing', async (school) => {
      const owner = await school.person('owner');
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      await owner.call(ops.update, { locale: 'fr' });
      const there = await insideSchool(school, owner, id);
      const { locale, timeZone } = await seenAt(school, 'north.localhost');
      await there.send('PATCH', '/organizations/current', { name: 'Norden', locale, timeZone });
      await owner.call(ops.update, { locale: 'nb' });
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ name: 'Norden', locale: 'nb' });
    });

    test('what is locked above is not decided below, and the field is named', async (school) => {
      const owner = await school.person('owner');
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      await owner.call(ops.setSetting, { ...at('signUp'), value: 'closed' });
      await owner.call(ops.lockSetting, { ...at('signUp'), locked: true });
      await owner.call(ops.lockSetting, { ...at('locale'), locked: true });
      const there = await insideSchool(school, owner, id);
      const open = { signUp: 'open' };
      for (const [path, body, pointer] of [
        ['/organizations/entrance', open, '/signUp'],
        ['/organizations/current', open, '/signUp'],
        ['/organizations/current', { name: 'Norden', locale: 'nb' }, '/locale'],
      ] as const)
        expect((await there.send('PATCH', path, body)).body, path).toMatchObject({
          code: 'organizations.setting_locked',
          pointer,
        });
      expect(await seenAt(school, 'north.localhost')).toMatchObject({ name: 'North', signUp: 'closed', locale: 'en' });
      const stranger = await school.server.fetch(
        new Request('http://ignored.test/api/auth/sign-up', {
          method: 'POST',
          headers: { host: 'north.localhost', 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Ben', email: 'ben@example.org', password: 'a long enough sentence' }),
        }),
      );
      expect(await stranger.json()).toMatchObject({ code: 'auth.sign_up_closed' });
      await owner.call(ops.lockSetting, { ...at('signUp'), locked: false });
      expect((await there.send('PATCH', '/organizations/entrance', open)).status).toBe(200);
    });

    test('only a language and a time zone that there are', async (school) => {
      const owner = await school.person('owner');
      await owner.refused(ops.setSetting, { ...at('timeZone'), value: 'Mars/Olympus' }, 'invalid_input');
      await owner.refused(ops.setSetting, { ...at('locale'), value: 'not a language' }, 'invalid_input');
      await owner.refused(ops.setSetting, { ...at('signUp'), value: 'ajar' }, 'invalid_input');
    });

    test('a school begins in the language that its owner chose and the time zone of the machine', async (school) => {
      const organizations = school.service(organizationsService);
      await school.inside(() => school.server.database.rawAll('delete from organizations returning id'));
      await organizations.ensureDefault({ name: 'Medina', locale: 'ar' });
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      expect(await seenAt(school, 'localhost')).toMatchObject({ name: 'Medina', locale: 'ar', timeZone });
    });

    test('sign-up that was closed is closed in every process on the next request', async (school) => {
      const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
      expect(await visitor.call(ops.current)).toMatchObject({ signUp: 'open' });
      await owner.call(ops.setSetting, { ...at('signUp'), value: 'closed' });
      expect(await visitor.call(ops.current)).toMatchObject({ signUp: 'closed' });
      const person = { name: 'Ben', email: 'ben@example.org', password: 'a long enough sentence' };
      await visitor.refused(authContract.operations.signUp, person, 'auth.sign_up_closed');
    });
  },
  { among },
);
