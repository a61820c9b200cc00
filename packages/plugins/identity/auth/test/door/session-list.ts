import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import { account, type Browser, browser, signedIn, whoami } from '../browser.ts';

const list = async (own: Browser) => (await own.send('GET', '/auth/sessions')).body.items;
const enter = async (school: TestSchool, credentials: object, address?: string) => {
  const own = browser(school, address === undefined ? {} : { address });
  await own.send('POST', '/auth/sign-in', credentials);
  return own;
};

export const sessionListScenarios = (test: Scenario): void => {
  test('somebody sees where they are signed in, and ends one or all the others', async (school) => {
    const ana = await account(school, 'Ana');
    const laptop = await enter(school, ana.credentials, '192.0.2.7');
    school.advance({ hours: 2 });
    const phone = await enter(school, ana.credentials, '2001:db8:1:2::7');
    const seen = await list(phone);
    expect(seen.map(({ current, how, network }: Record<string, unknown>) => [current, how, network])).toEqual([
      [true, 'password', '2001:db8:1:2::/64'],
      [false, 'password', '192.0.2.7'],
    ]);
    expect((await phone.send('DELETE', `/auth/sessions/${seen[1].id}`)).status).toBe(200);
    expect([await whoami(phone), await whoami(laptop)]).toEqual(['Ana', undefined]);

    const others = [await enter(school, ana.credentials), await enter(school, ana.credentials)];
    expect((await phone.send('POST', '/auth/sessions/end-others', {})).body).toEqual({ ended: 2 });
    expect(await Promise.all([phone, ...others].map(whoami))).toEqual(['Ana', undefined, undefined]);
  });

  test('nobody ends or sees the sessions of others by their ids', async (school) => {
    const [ana, ben] = [await signedIn(school, 'Ana'), await signedIn(school, 'Ben')];
    const [hers] = await list(ana.browser);
    expect((await ben.browser.send('DELETE', `/auth/sessions/${hers.id}`)).status).toBe(404);
    expect(await whoami(ana.browser)).toBe('Ana');
    expect(JSON.stringify(await list(ben.browser))).not.toContain(hers.id);
    expect((await ben.browser.send('GET', `/auth/people/${ana.id}/sessions`)).status).toBe(403);
    // What a list says opens nothing.
    expect(await whoami(browser(school, { cookie: hers.id }))).toBeUndefined();
  });

  test('who looks after people signs somebody out everywhere, but nobody who may more', async (school) => {
    const [olga, ana] = [await signedIn(school, 'Olga', 'owner'), await signedIn(school, 'Ana')];
    expect((await olga.browser.send('GET', `/auth/people/${ana.id}/sessions`)).body.items).toHaveLength(1);
    expect((await olga.browser.send('POST', `/auth/people/${ana.id}/end-sessions`, {})).body).toEqual({ ended: 1 });
    expect(await whoami(ana.browser)).toBeUndefined();
    expect((await olga.browser.send('POST', '/auth/people/nobody/end-sessions', {})).status).toBe(404);
  });

  test('"last seen" is exact to the hour', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const seen = async () => Date.parse((await list(ana.browser))[0].lastSeenAt);
    const first = await seen();
    school.advance({ minutes: 50 });
    expect(await seen()).toBe(first);
    school.advance({ minutes: 11 });
    expect(await seen()).toBeGreaterThan(first);
  });

  test('a password that is changed leaves this browser in, under a new token, and every other out', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const other = await enter(school, ana.credentials);
    const before = ana.browser.cookie;
    expect((await ana.browser.send('POST', '/auth/password', { password: 'another long sentence' })).status).toBe(200);
    expect(ana.browser.cookie).not.toBe(before);
    expect([await whoami(ana.browser), await whoami(other), await whoami(browser(school, { cookie: before }))]).toEqual(
      ['Ana', undefined, undefined],
    );
  });
};
