import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authContract, authService } from '../src/contract.ts';
import { account, browser, password, signedIn, whoami } from './browser.ts';

export const sessionScenarios = (test: Scenario): void => {
  test('a person signs in, is known, and signs out', async (school) => {
    const ana = await account(school, 'Ana', 'instructor');
    const own = browser(school);
    expect(await whoami(own)).toBeUndefined();
    await school.events();

    const { status, body } = await own.send('POST', '/auth/sign-in', {
      ...ana.credentials,
      email: ana.email.toUpperCase(),
    });
    expect(status).toBe(200);
    expect(body.person).toEqual({ id: ana.id, name: 'Ana', email: ana.email });
    expect(body.permissions).toContain('key.create');
    expect(await school.events()).toEqual([{ name: 'auth.signed_in', payload: { userId: ana.id } }]);
    expect(await whoami(own)).toBe('Ana');

    const copy = browser(school, { cookie: own.cookie });
    expect(await whoami(copy)).toBe('Ana');
    expect((await own.send('POST', '/auth/sign-out', {})).status).toBe(200);
    expect(own.cookie).toBeUndefined();
    // Without `permissionsChanged` in `endMine` the copy stays signed in until the kernel asks again.
    expect(await whoami(copy)).toBeUndefined();
    expect((await copy.send('GET', '/users/me')).status).toBe(401);
  });

  test('a session planted in a browser is worth nothing after somebody signs in there', async (school) => {
    const ana = await account(school, 'Ana');
    const attacker = await signedIn(school, 'Mallory');
    const planted = attacker.browser.cookie;

    const shared = browser(school, { cookie: planted });
    await shared.send('POST', '/auth/sign-in', ana.credentials);
    expect(shared.cookie).not.toBe(planted);
    expect(await whoami(shared)).toBe('Ana');
    expect(await whoami(attacker.browser)).toBeUndefined();

    const madeUp = 'A'.repeat(43);
    const fresh = browser(school, { cookie: madeUp });
    await fresh.send('POST', '/auth/sign-in', ana.credentials);
    expect(fresh.cookie).not.toBe(madeUp);
    expect(await whoami(browser(school, { cookie: madeUp }))).toBeUndefined();
  });

  test('a session lasts while it is visited, and thirty days longer', async (school) => {
    const { browser: own } = await signedIn(school, 'Ana');
    for (const days of [29, 29, 29]) {
      school.advance({ days });
      expect(await whoami(own)).toBe('Ana');
    }
    school.advance({ days: 30, minutes: 1 });
    expect(await whoami(own)).toBeUndefined();
  });

  test('a session survives a restart', async (school) => {
    const { browser: own } = await signedIn(school, 'Ana');
    await school.restart();
    expect(await whoami(own)).toBe('Ana');
  });

  test('a new password ends every session', async (school) => {
    const ana = await signedIn(school, 'Ana');
    await school.events();
    await school.inside(() => school.service(authService).setPassword(ana.id, 'another sentence'));
    expect(await school.events()).toEqual([{ name: 'auth.password_changed', payload: { userId: ana.id } }]);
    expect(await whoami(ana.browser)).toBeUndefined();
    expect((await ana.browser.send('POST', '/auth/sign-in', ana.credentials)).body.code).toBe('auth.wrong_credentials');
    expect(
      (await ana.browser.send('POST', '/auth/sign-in', { email: ana.email, password: 'another sentence' })).status,
    ).toBe(200);
  });

  // With `confirmPassword` left out, a session that was opened with the old password outlives it.
  test('nobody comes in with the old password while it is being changed', async (school) => {
    const auth = school.service(authService);
    const ana = await account(school, 'Ana');
    for (let round = 0; round < 8; round++) {
      const [old, next] = [`${password} ${round - 1}`, `${password} ${round}`];
      const own = browser(school);
      const [answer] = await Promise.all([
        own.send('POST', '/auth/sign-in', { email: ana.email, password: round === 0 ? password : old }),
        school.inside(() => auth.setPassword(ana.id, next)),
      ]);
      expect([200, 401]).toContain(answer.status);
      expect(await whoami(own)).toBeUndefined();
    }
  });

  test('what somebody may do changes on the next request', async (school) => {
    const owner = await school.person('owner', 'Olga');
    const ben = await signedIn(school, 'Ben', 'instructor');
    const create = () => ben.browser.send('POST', '/auth/keys', { name: 'Website' });
    const role = { userId: ben.id, role: 'instructor' };
    expect((await create()).status).toBe(200);
    await owner.fetch(`/api/access/assignments?${new URLSearchParams(role)}`, { method: 'DELETE' });
    expect((await create()).status).toBe(403);
    expect((await ben.browser.send('GET', '/auth/session')).body.permissions).toEqual([]);
    await owner.fetch('/api/access/assignments', {
      method: 'POST',
      body: JSON.stringify(role),
      headers: { 'content-type': 'application/json' },
    });
    expect((await create()).status).toBe(200);
  });

  test('nothing in the database opens a door', async (school) => {
    const owner = await signedIn(school, 'Olga', 'owner');
    const key: string = (await owner.browser.send('POST', '/auth/keys', { name: 'Website' })).body.key;
    const { link } = (await owner.browser.send('POST', '/auth/invitations', { name: 'Ben', email: 'ben@example.org' }))
      .body;
    await browser(school).send('POST', '/auth/sign-in', { email: owner.email, password: 'a wrong sentence' });
    const secrets = {
      password,
      wrong: 'a wrong sentence',
      session: owner.browser.cookie!,
      key,
      link: String(link).split('/').at(-1)!,
    };

    const tables = await school.server.database.rawAll(
      school.dialect === 'sqlite'
        ? "select name from sqlite_master where type = 'table'"
        : "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const everything = await school.inside(async () => {
      const rows: unknown[] = [];
      for (const { name } of tables)
        rows.push(await school.server.database.unit(() => school.server.database.rawAll(`select * from "${name}"`)));
      return JSON.stringify(rows);
    });
    expect(everything).toContain(owner.id);
    for (const [what, secret] of Object.entries(secrets)) expect(everything.includes(secret), what).toBe(false);
    expect(everything).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  test('what is over is swept away at night, and what is not stays', async (school) => {
    const ana = await signedIn(school, 'Ana');
    await signedIn(school, 'Ben');
    await ana.browser.send('POST', '/auth/sign-in', { email: 'nobody@example.org', password });
    school.advance({ days: 20 });
    await whoami(ana.browser);
    school.advance({ days: 15 });
    const sweep = school.server.host.jobs.get('auth')?.find(({ job }) => job.name === 'auth.sweep');
    await school.inside(() => sweep!.run({} as never, {} as never));
    expect(await school.server.database.rawAll('select count(*) as n from sessions')).toEqual([
      { n: expect.toSatisfy((n) => Number(n) === 1) },
    ]);
    expect(await school.server.database.rawAll('select * from sign_in_tries')).toEqual([]);
    expect(await whoami(ana.browser)).toBe('Ana');
  });

  test('the session of a program is its person', async (school) => {
    const ana = await school.person('instructor', 'Ana');
    expect(await ana.call(authContract.operations.session)).toMatchObject({ person: { id: ana.id, name: 'Ana' } });
  });
};
