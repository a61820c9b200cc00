// A school that asks for the second step of who looks after it, and for confirmed addresses.
import { organizationsContract } from '@lectern/organizations/contract';
import { testScenarios } from '@lectern/server/testing';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect } from 'vitest';
import { authPlugin } from '../src/plugin.ts';
import { account, browser, identityWing, whoami } from './browser.ts';
import { type Mailbox, openMailbox, tokenIn } from './mailbox.ts';

const { create, setSetting, unsetSetting } = organizationsContract.operations;

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
afterAll(() => mailbox.close());

testScenarios(
  authPlugin,
  (test) => {
    // Without `owes` in the authenticator Olga made a key before she had a phone.
    test('who looks after the school does nothing here before the second step is set up', async (school) => {
      const [olga, ana] = [await account(school, 'Olga', 'owner'), await account(school, 'Ana')];
      const own = browser(school);
      const { body } = await own.send('POST', '/auth/sign-in', olga.credentials);
      expect(body).toMatchObject({ person: { id: olga.id }, next: 'set-up-second-factor' });
      expect((await own.send('GET', '/auth/session')).body.permissions).toEqual([]);
      expect((await own.send('POST', '/auth/keys', { name: 'Website' })).status).toBe(403);
      const answered = await own.send('POST', '/auth/device/decision', { code: 'WDJB-MJHT', allow: true });
      expect([answered.status, answered.body.code]).toEqual([403, 'only_in_person']);
      expect((await own.send('GET', '/auth/second-factor')).body).toMatchObject({ since: null, required: true });

      const { secret } = (await own.send('POST', '/auth/second-factor/propose', {})).body;
      const timestamp = school.server.host.contextOf('auth').now().getTime();
      const code = new TOTP({ secret }).generate({ timestamp });
      expect(await own.send('POST', '/auth/second-factor/on', { code })).toMatchObject({ status: 200 });
      expect((await own.send('POST', '/auth/keys', { name: 'Website' })).status).toBe(200);
      expect((await own.send('POST', '/auth/second-factor/off', {})).body.code).toBe('auth.second_factor_required');

      const learner = browser(school);
      expect((await learner.send('POST', '/auth/sign-in', ana.credentials)).body.next).toBeUndefined();
    });
  },
  { ...identityWing, settings: { auth: { secondFactor: 'staff' } } },
);

testScenarios(
  authPlugin,
  (test) => {
    test('nobody comes in with a password before the address is confirmed, which a link in the mail does', async (school) => {
      const ana = await account(school, 'Ana');
      const own = browser(school);
      const { body } = await own.send('POST', '/auth/sign-in', ana.credentials);
      expect(body).toEqual({ person: null, permissions: [], next: 'mail' });
      expect(await whoami(own)).toBeUndefined();
      await school.work();
      const [mail] = mailbox.read();
      expect(mail?.subject).toBe('Is this your address? Test School');
      expect((await browser(school).send('POST', `/auth/verify/${tokenIn(mail)}`, {})).status).toBe(200);
      expect((await own.send('POST', '/auth/sign-in', ana.credentials)).body.person.name).toBe('Ana');
    });
  },
  { ...identityWing, settings: { auth: { verifiedAddress: true } }, serving: () => ({ smtp: mailbox.smtp }) },
);

testScenarios(
  authPlugin,
  (test) => {
    // Without the reaction who is in stays in for the minute that the kernel remembers them.
    test('a school that asks for the second step later asks who is in already, and another school does not', async (school) => {
      const [olga, own] = [await account(school, 'Olga', 'owner'), browser(school)];
      await own.send('POST', '/auth/sign-in', olga.credentials);
      const session = async () => (await own.send('GET', '/auth/session')).body.permissions.length;
      expect(await session()).toBeGreaterThan(0);
      const asked = { value: 'staff' };
      const decided = await own.send('PUT', '/organizations/settings/auth/secondFactor', asked);
      expect(decided).toMatchObject({ status: 200, body: { value: 'staff', from: 'here' } });
      await school.deliver();
      expect(await session()).toBe(0);
      expect((await own.send('GET', '/auth/second-factor')).body).toMatchObject({ required: true });

      const owner = await school.person('owner', 'Marta');
      await owner.call(unsetSetting, { plugin: 'auth', key: 'secondFactor' });
      const { id } = await owner.call(create, { name: 'North', address: 'north' });
      await owner.call(setSetting, { organizationId: id, plugin: 'auth', key: 'secondFactor', value: 'everyone' });
      await school.deliver();
      expect(await session(), 'what North asks is asked in North').toBeGreaterThan(0);
    });

    test('addresses are confirmed where the school wants it, and mail goes out', async (school) => {
      const [ana, own] = [await account(school, 'Ana'), browser(school)];
      const owner = await school.person('owner', 'Marta');
      await owner.call(setSetting, { plugin: 'auth', key: 'verifiedAddress', value: true });
      expect((await own.send('POST', '/auth/sign-in', ana.credentials)).body).toMatchObject({ next: 'mail' });
      await owner.call(unsetSetting, { plugin: 'auth', key: 'verifiedAddress' });
      expect((await own.send('POST', '/auth/sign-in', ana.credentials)).body.person.name).toBe('Ana');
    });
  },
  { ...identityWing, serving: () => ({ smtp: mailbox.smtp }) },
);
