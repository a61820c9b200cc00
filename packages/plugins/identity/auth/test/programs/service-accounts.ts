import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authContract } from '../../src/contract.ts';
import { browser, signedIn } from '../browser.ts';

export const serviceAccountScenarios = (test: Scenario): void => {
  test('a service account may what it was given, in several keys, and is nobody', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { body: account } = await olga.browser.send('POST', '/auth/service-accounts', {
      name: 'Registration office',
      permissions: ['user.read'],
    });
    const keysAt = `/auth/service-accounts/${account.id}/keys`;
    const [old, next] = [
      (await olga.browser.send('POST', keysAt, { name: 'Old' })).body,
      (await olga.browser.send('POST', keysAt, { name: 'New', expiresInDays: 30 })).body,
    ];
    const [oldProgram, program] = [old, next].map(({ key }) => browser(school, { key }));
    expect((await oldProgram!.send('GET', '/users')).status).toBe(200);
    expect((await program!.send('GET', '/users')).status).toBe(200);
    expect((await program!.send('GET', '/access/assignments')).status).toBe(403);
    expect((await program!.send('GET', '/users/me')).body.code).toBe('not_for_service_accounts');
    expect((await program!.send('GET', '/auth/session')).body).toEqual({
      person: null,
      permissions: ['user.read'],
      impersonator: null,
      serviceAccount: { id: account.id, name: 'Registration office' },
    });

    expect((await olga.browser.send('DELETE', `${keysAt}/${old.id}`)).status).toBe(200);
    expect((await oldProgram!.send('GET', '/users')).status).toBe(401);
    expect((await program!.send('GET', '/users')).status).toBe(200);
    const { items } = (await olga.browser.send('GET', '/auth/service-accounts')).body;
    expect(items[0].keys).toEqual([expect.objectContaining({ name: 'New', lastUsedAt: expect.any(String) })]);
    expect(JSON.stringify(items)).not.toContain(next.key);
  });

  test('it changes, stops and goes on the next request', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { body: account } = await olga.browser.send('POST', '/auth/service-accounts', {
      name: 'Office',
      permissions: ['user.read', 'access.read'],
    });
    const at = `/auth/service-accounts/${account.id}`;
    const { key } = (await olga.browser.send('POST', `${at}/keys`, { name: 'One' })).body;
    const list = async () => (await browser(school, { key }).send('GET', '/users')).status;
    const change = async (changes: object) => (await olga.browser.send('PATCH', at, changes)).status;
    expect(await list()).toBe(200);
    expect(await change({ permissions: ['access.read'] })).toBe(200);
    expect(await list()).toBe(403);
    expect(await change({ permissions: ['user.read'] })).toBe(200);
    expect(await list()).toBe(200);
    // Without `permissionsChanged` in `changed` the kernel's cache answers for a minute more.
    expect(await change({ disabled: true })).toBe(200);
    expect(await list()).toBe(401);
    expect(await change({ disabled: false })).toBe(200);
    expect(await list()).toBe(200);
    expect((await olga.browser.send('DELETE', at)).status).toBe(200);
    expect(await list()).toBe(401);
    expect(await change({ name: 'Ghost' })).toBe(404);
  });

  test('it stays when who made it goes, and what it does is recorded as its doing', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    await school.person('owner', 'Second');
    const { body: account } = await olga.browser.send('POST', '/auth/service-accounts', {
      name: 'Office',
      permissions: ['user.create'],
    });
    const { key } = (await olga.browser.send('POST', `/auth/service-accounts/${account.id}/keys`, { name: 'One' }))
      .body;
    await olga.browser.send('DELETE', `/access/assignments?userId=${olga.id}&role=owner`);
    const made = await browser(school, { key }).send('POST', '/users', { name: 'Ben', email: 'ben@example.org' });
    expect(made.status).toBe(200);
    const [entry] = await school.server.database.rawAll(
      "select actor_kind, actor from audit_entries where operation = 'users.create'",
    );
    expect(entry).toEqual({ actor_kind: 'service', actor: account.id });
  });

  test('nobody reaches by an account what they may not themselves', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { body: account } = await olga.browser.send('POST', '/auth/service-accounts', {
      name: 'Office',
      permissions: ['user.read'],
    });
    const ana = await signedIn(school, 'Ana', 'instructor');
    for (const [method, path, body] of [
      ['GET', '/auth/service-accounts', undefined],
      ['POST', '/auth/service-accounts', { name: 'Mine', permissions: ['access.read'] }],
      ['POST', `/auth/service-accounts/${account.id}/keys`, { name: 'Mine' }],
      ['PATCH', `/auth/service-accounts/${account.id}`, { disabled: true }],
    ] as const)
      expect((await ana.browser.send(method, path, body)).status, path).toBe(403);
    await olga.refused(
      authContract.operations.updateServiceAccount,
      { accountId: account.id, permissions: ['no.such'] },
      'invalid_input',
    );
  });
};
