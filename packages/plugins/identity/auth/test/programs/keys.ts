import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { browser, signedIn } from '../browser.ts';

export const limitedKeyScenarios = (test: Scenario): void => {
  test('a limited key may what it says and nothing else, and on the own account nothing without self', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const make = async (permissions: string[]) =>
      browser(school, {
        key: (await olga.browser.send('POST', '/auth/keys', { name: 'Office', permissions })).body.key,
      });
    const reader = await make(['user.read']);
    expect((await reader.send('GET', '/users')).status).toBe(200);
    expect((await reader.send('GET', '/access/assignments')).body).toMatchObject({ status: 403, code: 'not_allowed' });
    expect((await reader.send('GET', '/users/me')).body.facts).toEqual({ permission: 'self' });
    expect((await reader.send('GET', '/auth/session')).body).toMatchObject({
      person: { id: olga.id },
      permissions: ['user.read'],
    });
    expect((await (await make(['self'])).send('GET', '/users/me')).status).toBe(200);
  });

  test('what its person loses, the key loses on the next request', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ana = await signedIn(school, 'Ana', 'instructor');
    const given = { name: 'Website', permissions: ['access.read'] };
    const program = browser(school, { key: (await ana.browser.send('POST', '/auth/keys', given)).body.key });
    expect((await program.send('GET', '/access/assignments')).status).toBe(200);
    await olga.browser.send('DELETE', `/access/assignments?userId=${ana.id}&role=instructor`);
    expect((await program.send('GET', '/access/assignments')).status).toBe(403);
  });

  test('nobody gives a key what they do not have, or what is no permission', async (school) => {
    const ana = await signedIn(school, 'Ana', 'instructor');
    const make = (permissions: string[]) => ana.browser.send('POST', '/auth/keys', { name: 'Website', permissions });
    expect((await make(['access.read', 'user.read'])).body).toMatchObject({
      code: 'not_allowed',
      pointer: '/permissions/1',
    });
    expect((await make(['no.such'])).body).toMatchObject({ code: 'invalid_input', pointer: '/permissions/0' });
    expect((await make(['key.create'])).body.code).toBe('invalid_input');
    expect((await make([])).status).toBe(422);
    const { items } = (await ana.browser.send('GET', '/auth/key-permissions')).body;
    const names = items.map(({ name }: { name: string }) => name);
    expect(names).toContain('access.read');
    expect(names).not.toContain('user.read');
    expect(names).not.toContain('key.create');
    expect((await make(names)).status).toBe(200);
  });

  // With `inPerson` taken off createKey the first request made a key that may everything.
  test('a limited key makes no key, no session and no role', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const mallory = await signedIn(school, 'Mallory');
    const all = (await olga.browser.send('GET', '/auth/key-permissions')).body.items as { name: string }[];
    const permissions = ['self', ...all.map(({ name }) => name).filter((name) => name !== 'course.read')];
    const { key } = (await olga.browser.send('POST', '/auth/keys', { name: 'Nearly all', permissions })).body;
    const program = browser(school, { key });
    const code = { code: 'WDJB-MJHT', allow: true };
    for (const [method, path, body] of [
      ['POST', '/auth/keys', { name: 'Wider' }],
      ['POST', '/auth/keys', { name: 'As wide', permissions }],
      ['POST', '/auth/service-accounts', { name: 'Mine', permissions: ['user.read'] }],
      ['POST', '/auth/device/decision', code],
      ['POST', '/auth/impersonation', { userId: mallory.id, reason: 'For fun' }],
    ] as const) {
      const answer = await program.send(method, path, body);
      expect([403], `${path} ${JSON.stringify(answer.body)}`).toContain(answer.status);
    }
    const narrow = (await olga.browser.send('POST', '/auth/keys', { name: 'Roles', permissions: ['access.assign'] }))
      .body;
    const assigner = browser(school, { key: narrow.key });
    const give = (role: string) => assigner.send('POST', '/access/assignments', { userId: mallory.id, role });
    // Without `mayGive` a key for roles alone made an owner.
    expect((await give('owner')).body).toMatchObject({ code: 'access.not_yours_to_give', pointer: '/role' });
    expect((await give('learner')).status).toBe(200);
    const both = { name: 'Links', permissions: ['access.assign', 'user.invite'] };
    const inviter = browser(school, { key: (await olga.browser.send('POST', '/auth/keys', both)).body.key });
    const owner = { name: 'Eve', email: 'eve@example.org', role: 'owner' };
    // Without `mayAll` the second was a link to Olga's own password.
    expect((await inviter.send('POST', '/auth/invitations', owner)).body.pointer).toBe('/role');
    expect((await inviter.send('POST', '/auth/links', { email: olga.email })).body.pointer).toBe('/email');
    expect((await inviter.send('POST', '/auth/links', { email: mallory.email })).status).toBe(200);
  });

  test('a key ends when it says, and makes none that ends later', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { body: key } = await olga.browser.send('POST', '/auth/keys', { name: 'Trial', expiresInDays: 7 });
    const program = browser(school, { key: key.key });
    const make = (limits: object) => program.send('POST', '/auth/keys', { name: 'Next', ...limits });
    expect((await make({})).body).toMatchObject({ code: 'invalid_input', pointer: '/expiresInDays' });
    expect((await make({ expiresInDays: 30 })).body.pointer).toBe('/expiresInDays');
    expect((await make({ expiresInDays: 6 })).status).toBe(200);
    school.advance({ days: 6, hours: 23, minutes: 59, seconds: 30 });
    expect((await program.send('GET', '/users/me')).status).toBe(200);
    // Without the end in `expires` of the identity the kernel's cache answers for a minute more.
    school.advance({ seconds: 45 });
    expect((await program.send('GET', '/users/me')).status).toBe(401);
    const { items } = (await olga.browser.send('GET', '/auth/keys')).body;
    expect(items.find(({ id }: { id: string }) => id === key.id).expiresAt).toBe(key.expiresAt);
  });
};
