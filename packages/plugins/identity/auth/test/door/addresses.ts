import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { account, browser, signedIn } from '../browser.ts';
import { tokenIn } from '../mailbox.ts';
import { changed, type Mails } from './forgotten.ts';

export const addressScenarios = (test: Scenario, { read }: Mails): void => {
  test('an address is changed by the link that is mailed there, and the one before is told', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const change = (email: string) => ana.browser.send('POST', '/auth/address', { email });
    expect((await change(ana.email)).body.code).toBe('auth.same_address');
    expect((await change('ana@example.net')).status).toBe(200);
    await school.work();
    const mails = new Map(read().map((mail) => [mail.to && 'text' in mail.to ? mail.to.text : '', mail]));
    expect([...mails.keys()].sort()).toEqual(['ana@example.net', ana.email].sort());
    expect(mails.get(ana.email)?.text).toContain('ana@example.net');
    expect((await ana.browser.send('GET', '/auth/address')).body).toEqual({
      email: ana.email,
      confirmed: false,
      next: 'ana@example.net',
    });
    const path = `/auth/verify/${tokenIn(mails.get('ana@example.net'))}`;
    expect((await browser(school).send('GET', path)).body).toEqual({ email: 'ana@example.net' });
    expect((await browser(school).send('POST', path, {})).body).toEqual({ done: true });
    expect((await ana.browser.send('GET', '/auth/address')).body).toEqual({
      email: 'ana@example.net',
      confirmed: true,
      next: null,
    });
    expect((await browser(school).send('POST', path, {})).status).toBe(410);
  });

  test('of an address that somebody else has nothing is said, but to them', async (school) => {
    const [ana, ben] = [await signedIn(school, 'Ana'), await account(school, 'Ben')];
    expect((await ana.browser.send('POST', '/auth/address', { email: ben.email })).body).toEqual({ done: true });
    await school.work();
    const subjects = read().map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(['You have an account at Test School', 'Your address at Test School is to change']);
    expect((await ana.browser.send('GET', '/auth/address')).body.email).toBe(ana.email);
  });

  test('somebody at an unlocked computer does not change the address', async (school) => {
    const ana = await signedIn(school, 'Ana');
    school.advance({ minutes: 11 });
    const change = () => ana.browser.send('POST', '/auth/address', { email: 'mallory@example.net' });
    expect((await change()).body.code).toBe('auth.confirm_first');
    expect((await ana.browser.send('POST', '/auth/confirm', { password: 'a wrong sentence' })).status).toBe(401);
    expect((await change()).status).toBe(403);
    const before = ana.browser.cookie;
    expect((await ana.browser.send('POST', '/auth/confirm', { password: ana.credentials.password })).status).toBe(200);
    expect(ana.browser.cookie).not.toBe(before);
    expect((await change()).status).toBe(200);
  });

  test('a confirmed address is that of the account: another one is not confirmed', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const state = async () => (await ana.browser.send('GET', '/auth/address')).body.confirmed;
    await ana.browser.send('POST', '/auth/address/confirm', {});
    await school.work();
    await browser(school).send('POST', `/auth/verify/${tokenIn(read()[0])}`, {});
    expect(await state()).toBe(true);
    await changed(school, ana.id, { email: 'ana@example.net' });
    expect(await state()).toBe(false);
  });
};
