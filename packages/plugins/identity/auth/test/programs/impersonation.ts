import { accessService } from '@lectern/access/contract';
import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import { browser, signedIn, whoami } from '../browser.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
const reason = 'Ana cannot open lesson 3';
const actAs = (who: Person, { id }: { readonly id: string }) =>
  who.browser.send('POST', '/auth/impersonation', { userId: id, reason });
const give = (school: TestSchool, { id }: { readonly id: string }, role: string, until?: Date) =>
  school.inside(() =>
    school.server.database.unit(() => school.service(accessService).give(id, role, undefined, { until })),
  );
const records = (school: TestSchool) =>
  school.server.database.rawAll('select operation, actor, impersonator, outcome from audit_entries order by at, id');

export const impersonationScenarios = (test: Scenario): void => {
  test('an owner acts as somebody, both are recorded, and then is themselves again', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ana = await signedIn(school, 'Ana');
    const before = olga.browser.cookie;
    await school.events();
    expect((await actAs(olga, ana)).status).toBe(200);
    expect(await school.events()).toContainEqual({
      name: 'auth.impersonated',
      payload: { userId: ana.id, by: olga.id },
    });
    expect(await whoami(olga.browser)).toBe('Ana');
    expect(await whoami(browser(school, { cookie: before }))).toBeUndefined();
    expect((await olga.browser.send('GET', '/auth/session')).body).toMatchObject({
      person: { id: ana.id },
      permissions: [],
      impersonator: { id: olga.id, name: 'Olga' },
    });
    expect((await olga.browser.send('PATCH', '/users/me', { name: 'Ana I.' })).status).toBe(200);

    const acting = olga.browser.cookie;
    expect((await olga.browser.send('POST', '/auth/impersonation/stop', {})).status).toBe(200);
    expect(await whoami(olga.browser)).toBe('Olga');
    expect(olga.browser.cookie).not.toBe(before);
    expect(await whoami(browser(school, { cookie: acting }))).toBeUndefined();
    expect((await olga.browser.send('POST', '/auth/impersonation/stop', {})).body.code).toBe('auth.not_impersonating');

    const told = await records(school);
    expect(told).toContainEqual(
      expect.objectContaining({ operation: 'users.updateMe', actor: ana.id, impersonator: olga.id }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ operation: 'auth.impersonate', actor: olga.id, impersonator: null }),
    );
    const seen = (await ana.browser.send('GET', '/auth/looked-at')).body.items;
    expect(seen).toEqual([
      expect.objectContaining({ by: { id: olga.id, name: 'Olga' }, reason, endedAt: expect.any(String) }),
    ]);
  });

  test('nobody becomes somebody who may more, themselves, a stranger or a second person', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ana = await signedIn(school, 'Ana');
    expect((await actAs(olga, olga)).body.code).toBe('auth.not_yourself');
    expect((await actAs(olga, { id: 'nobody' })).status).toBe(404);
    expect((await actAs(ana, olga)).status).toBe(403);
    expect((await actAs(olga, ana)).status).toBe(200);
    expect((await actAs(olga, ana)).status).toBe(403);
    const stranger = await school.person('owner', 'Machine');
    const byMachine = await stranger.fetch('/api/auth/impersonation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: ana.id, reason }),
    });
    expect(byMachine.status).toBe(409);
  });

  test('nobody acts as somebody who may more, nor goes on when they come to', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const sam = await signedIn(school, 'Sam', 'support-agent');
    const ana = await signedIn(school, 'Ana');
    expect((await actAs(sam, olga)).body.code).toBe('auth.may_more_than_you');
    expect((await actAs(sam, ana)).status).toBe(200);
    expect(await whoami(sam.browser)).toBe('Ana');
    await give(school, ana, 'instructor');
    expect(await whoami(sam.browser)).toBeUndefined();
  });

  test('while acting as somebody nothing that opens their account can be made', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ana = await signedIn(school, 'Ana', 'instructor');
    const { body: own } = await ana.browser.send('POST', '/auth/keys', { name: 'Website' });
    await actAs(olga, ana);
    for (const [method, path, body] of [
      ['POST', '/auth/keys', { name: 'Mine now' }],
      ['DELETE', `/auth/keys/${own.id}`, undefined],
      ['POST', '/auth/device/decision', { code: 'BBBB-BBBB', allow: true }],
    ] as const)
      expect((await olga.browser.send(method, path, body)).body.code, path).toBe('only_in_person');
  });

  test('it ends after an hour, with the session it came from, with the right to it, and with either person', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const second = await signedIn(school, 'Second', 'owner');
    const ana = await signedIn(school, 'Ana');
    const begin = async () => {
      const own = await signedIn(school, 'Olga', 'owner');
      expect((await actAs(own, ana)).status).toBe(200);
      expect(await whoami(own.browser)).toBe('Ana');
      return own.browser;
    };
    const late = await begin();
    school.advance({ minutes: 59 });
    expect(await whoami(late)).toBe('Ana');
    school.advance({ minutes: 1, seconds: 1 });
    expect(await whoami(late)).toBeUndefined();

    const signedOut = await begin();
    await signedOut.send('POST', '/auth/sign-out', {});
    expect(await whoami(signedOut)).toBeUndefined();
    const [left] = await school.server.database.rawAll(
      "select count(*) as n from sessions where how = 'impersonation'",
    );
    expect(Number(left?.n)).toBe(1); // the one that ran out, until the night

    // Without the epoch of the impersonator in `isStillOn` both hold for a minute more.
    const dismissed = await begin();
    await second.browser.send('DELETE', `/access/assignments?userId=${olga.id}&role=owner`);
    expect(await whoami(dismissed)).toBeUndefined();
    await second.browser.send('POST', '/access/assignments', { userId: olga.id, role: 'owner' });

    // With an identity that is kept for a minute this held until the minute was over.
    const brief = await signedIn(school, 'Brief');
    await give(school, brief, 'support-agent', new Date(school.server.now().getTime() + 600_000));
    expect((await actAs(brief, ana)).status).toBe(200);
    school.advance({ minutes: 9, seconds: 59 });
    expect(await whoami(brief.browser)).toBe('Ana');
    school.advance({ seconds: 2 });
    expect(await whoami(brief.browser)).toBeUndefined();

    const risen = await begin();
    await second.browser.send('POST', '/access/assignments', { userId: ana.id, role: 'owner' });
    expect(await whoami(risen)).toBe('Ana'); // an owner as well, and Olga may as much
  });
};
