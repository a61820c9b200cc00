import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { browser, signedIn } from './browser.ts';

export const keyScenarios = (test: Scenario): void => {
  test('a key acts as its person until it is revoked', async (school) => {
    const ana = await signedIn(school, 'Ana', 'instructor');
    const { body: key } = await ana.browser.send('POST', '/auth/keys', { name: 'Website' });
    expect(key.key).toMatch(/^lk_[\w-]{43}$/);
    expect(key.hint).toBe(key.key.slice(0, 6));

    const program = browser(school, { key: key.key });
    expect((await program.send('GET', '/users/me')).body).toMatchObject({ id: ana.id });
    expect((await program.send('POST', '/auth/keys', { name: 'Another' })).status).toBe(200);
    const { items } = (await ana.browser.send('GET', '/auth/keys')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Website', 'Another']);
    expect(JSON.stringify(items)).not.toContain(key.key);

    expect((await ana.browser.send('DELETE', `/auth/keys/${key.id}`)).status).toBe(200);
    // Without `permissionsChanged` in `revoke` the kernel's cache answers for a minute more.
    expect((await program.send('GET', '/users/me')).status).toBe(401);
    expect((await ana.browser.send('DELETE', `/auth/keys/${key.id}`)).status).toBe(404);
  });

  test('a key that nobody made opens nothing, nor does a session as a key', async (school) => {
    const ana = await signedIn(school, 'Ana');
    for (const key of [`lk_${'A'.repeat(43)}`, 'lk_', ana.browser.cookie!]) {
      expect((await browser(school, { key }).send('GET', '/users/me')).status).toBe(401);
    }
  });

  test('nobody sees or ends a key of somebody else', async (school) => {
    const ana = await signedIn(school, 'Ana', 'instructor');
    const ben = await signedIn(school, 'Ben', 'owner');
    const { body: key } = await ana.browser.send('POST', '/auth/keys', { name: 'Website' });
    expect((await ben.browser.send('GET', '/auth/keys')).body.items).toEqual([]);
    expect((await ben.browser.send('DELETE', `/auth/keys/${key.id}`)).body.code).toBe('not_found');
    expect((await browser(school, { key: key.key }).send('GET', '/users/me')).status).toBe(200);
  });

  test('when a key was last used is written once a minute', async (school) => {
    const ana = await signedIn(school, 'Ana', 'instructor');
    const { body: key } = await ana.browser.send('POST', '/auth/keys', { name: 'Website' });
    const lastUsed = async (): Promise<string | null> =>
      (await ana.browser.send('GET', '/auth/keys')).body.items[0].lastUsedAt;
    const use = () => browser(school, { key: key.key }).send('GET', '/users/me');
    expect(await lastUsed()).toBeNull();
    await use();
    const first = await lastUsed();
    expect(first).not.toBeNull();
    school.advance({ seconds: 30 });
    await use();
    expect(await lastUsed()).toBe(first);
    school.advance({ seconds: 31 });
    await use();
    expect(Date.parse((await lastUsed())!) - Date.parse(first!)).toBeGreaterThanOrEqual(61_000);
  });

  test('a key may what its person may, and no more', async (school) => {
    const owner = await school.person('owner', 'Olga');
    const ana = await signedIn(school, 'Ana', 'instructor');
    const { body: key } = await ana.browser.send('POST', '/auth/keys', { name: 'Website' });
    const program = browser(school, { key: key.key });
    expect((await program.send('GET', '/access/assignments')).status).toBe(200);
    expect((await program.send('GET', '/users')).status).toBe(403);
    await owner.fetch(`/api/access/assignments?userId=${ana.id}&role=instructor`, { method: 'DELETE' });
    expect((await program.send('GET', '/access/assignments')).status).toBe(403);
  });
};
