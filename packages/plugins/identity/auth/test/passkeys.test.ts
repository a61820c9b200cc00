import { type Scenario, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authPlugin } from '../src/plugin.ts';
import { authenticator, type Options } from './authenticator.ts';
import { type Browser, browser, identityWing, signedIn, whoami } from './browser.ts';

const asked = async (own: Browser, what: 'options' | 'sign-in-options'): Promise<Options> =>
  (await own.send('GET', `/auth/passkeys/${what}`)).body.options;

async function withPasskey(school: TestSchool, name = 'Ana') {
  const person = await signedIn(school, name);
  const key = authenticator();
  const credential = key.make(await asked(person.browser, 'options'));
  const { status, body } = await person.browser.send('POST', '/auth/passkeys', { name: 'Phone', credential });
  expect(status).toBe(200);
  return { ...person, key, passkey: body };
}
const use = async (school: TestSchool, key: ReturnType<typeof authenticator>, doing: object = {}) => {
  const own = browser(school);
  const credential = key.use(await asked(own, 'sign-in-options'), doing);
  return { own, credential, ...(await own.send('POST', '/auth/passkeys/sign-in', { credential })) };
};

const passkeyScenarios = (test: Scenario): void => {
  test('a passkey signs in who it belongs to, with nothing else said', async (school) => {
    const { key, passkey, browser: own } = await withPasskey(school);
    expect(passkey).toMatchObject({ name: 'Phone', host: 'school.test', here: true, synced: false, lastUsedAt: null });
    const { own: fresh, body } = await use(school, key);
    expect(body.person.name).toBe('Ana');
    expect(await whoami(fresh)).toBe('Ana');
    expect((await fresh.send('GET', '/auth/sessions')).body.items[0]).toMatchObject({ how: 'passkey' });
    const [kept] = (await own.send('GET', '/auth/passkeys')).body.items;
    expect(kept.lastUsedAt).not.toBeNull();
    const { body: renamed } = await own.send('PATCH', `/auth/passkeys/${passkey.id}`, { name: 'Old phone' });
    expect(renamed.name).toBe('Old phone');
  });

  // Without `challenges.use` the first came in again, and without the question about `isOurs` the second.
  test('an answer is taken once, soon, and for what was asked', async (school) => {
    const { key, browser: own } = await withPasskey(school);
    const { credential } = await use(school, key);
    const again = await browser(school).send('POST', '/auth/passkeys/sign-in', { credential });
    expect(again.body.code).toBe('auth.passkey_too_late');

    const visitor = browser(school);
    const old = key.use(await asked(visitor, 'sign-in-options'));
    school.advance({ minutes: 6 });
    expect((await visitor.send('POST', '/auth/passkeys/sign-in', { credential: old })).body.code).toBe(
      'auth.passkey_too_late',
    );
    const { challenge } = await asked(own, 'options');
    const crossed = key.use({ challenge, rpId: 'school.test' });
    expect((await visitor.send('POST', '/auth/passkeys/sign-in', { credential: crossed })).body.code).toBe(
      'auth.passkey_too_late',
    );
    const made = { challenge: Buffer.from('made.up.here').toString('base64url'), rpId: 'school.test' };
    expect((await visitor.send('POST', '/auth/passkeys/sign-in', { credential: key.use(made) })).body.code).toBe(
      'auth.passkey_too_late',
    );
  });

  test('a signature for another place, by another key, or without its owner is worth nothing', async (school) => {
    const { key } = await withPasskey(school);
    const refused = async (doing: object, other = key) => (await use(school, other, doing)).body.code;
    expect(await refused({ origin: 'https://school.test.mallory.example' })).toBe('auth.passkey_not_valid');
    expect(await refused({ host: 'mallory.example' })).toBe('auth.passkey_not_valid');
    expect(await refused({ verified: false })).toBe('auth.passkey_not_valid');
    expect(await refused({}, authenticator())).toBe('auth.passkey_not_valid');
    const own = browser(school);
    const credential = key.use(await asked(own, 'sign-in-options'));
    const [signature] = [key.use(await asked(own, 'sign-in-options')).response.signature];
    credential.response.signature = signature;
    expect((await own.send('POST', '/auth/passkeys/sign-in', { credential })).body.code).toBe('auth.passkey_not_valid');
  });

  // With `passkeyUsed` writing whatever it is told the copy came in.
  test('a passkey that counts backwards may have been copied: it is told, and lets nobody in', async (school) => {
    const { key } = await withPasskey(school);
    expect((await use(school, key, { counter: 7 })).status).toBe(200);
    expect((await use(school, key, { counter: 7 })).body.code).toBe('auth.passkey_copied');
    expect((await use(school, key, { counter: 3 })).body.code).toBe('auth.passkey_copied');
    expect((await use(school, key, { counter: 8 })).status).toBe(200);
  });

  test('one that is synced does not count', async (school) => {
    const { key } = await withPasskey(school);
    for (let i = 0; i < 2; i++) expect((await use(school, key, { counter: 0 })).status).toBe(200);
  });

  test('a removed passkey opens nothing, and the last way in is not removed without saying so', async (school) => {
    const { key, passkey, browser: own, id } = await withPasskey(school);
    await school.server.database.rawAll(`delete from passwords where user_id = '${id}'`);
    const path = `/auth/passkeys/${passkey.id}`;
    expect((await own.send('DELETE', path)).body.code).toBe('auth.last_way_in');
    expect((await use(school, key)).status).toBe(200);
    expect((await own.send('DELETE', `${path}?anyway=true`)).status).toBe(200);
    expect((await use(school, key)).body.code).toBe('auth.passkey_not_valid');
  });

  test('nobody sees, renames or removes a passkey of somebody else, or adds their own to them', async (school) => {
    const { key, passkey } = await withPasskey(school);
    const { browser: mallory } = await signedIn(school, 'Mallory');
    expect((await mallory.send('GET', '/auth/passkeys')).body.items).toEqual([]);
    const path = `/auth/passkeys/${passkey.id}`;
    expect((await mallory.send('PATCH', path, { name: 'Mine' })).status).toBe(404);
    expect((await mallory.send('DELETE', path)).status).toBe(404);
    const copy = { name: 'Mine', credential: key.make(await asked(mallory, 'options')) };
    expect((await mallory.send('POST', '/auth/passkeys', copy)).body.code).toBe('auth.passkey_taken');
    // A challenge that was made for Mallory is not Mia's.
    const { browser: mia } = await signedIn(school, 'Mia');
    const credential = authenticator().make(await asked(mallory, 'options'));
    expect((await mia.send('POST', '/auth/passkeys', { name: 'x', credential })).body.code).toBe(
      'auth.passkey_too_late',
    );
  });

  test('adding and removing one takes a fresh proof of who it is', async (school) => {
    const { browser: own, passkey } = await withPasskey(school);
    school.advance({ minutes: 11 });
    expect((await own.send('GET', '/auth/passkeys/options')).body.code).toBe('auth.confirm_first');
    expect((await own.send('DELETE', `/auth/passkeys/${passkey.id}`)).body.code).toBe('auth.confirm_first');
  });

  test('a passkey of somebody who may not come in any more lets nobody in', async (school) => {
    const { key, id } = await withPasskey(school);
    const organizations = school.server.host.serviceOf('organizations') as {
      setMembership(userId: string, state: string): Promise<boolean>;
    };
    await school.inside(() => school.server.database.unit(() => organizations.setMembership(id, 'suspended')));
    expect((await use(school, key)).body.code).toBe('auth.passkey_not_valid');
  });

  test('another process, and this one after a restart, know a challenge again', async (school) => {
    const { key } = await withPasskey(school);
    const own = browser(school);
    const credential = key.use(await asked(own, 'sign-in-options'));
    await school.restart();
    expect((await own.send('POST', '/auth/passkeys/sign-in', { credential })).status).toBe(200);
  });
};
testScenarios(authPlugin, passkeyScenarios, { ...identityWing, serving: () => ({ url: 'https://school.test' }) });

testScenarios(
  authPlugin,
  (test) =>
    test('over plain http, and at an address in figures, there are no passkeys, and it says why', async (school) => {
      const { body } = await browser(school).send('GET', '/auth/passkeys/sign-in-options');
      expect([body.code, body.status]).toEqual(['auth.passkeys_need_a_name', 409]);
    }),
  { ...identityWing, serving: () => ({ url: 'https://192.168.1.10:8443' }) },
);
