import type { Scenario } from '@lectern/server/testing';
import * as argon2 from '@node-rs/argon2';
import { expect, vi } from 'vitest';
import { account, browser, password } from './browser.ts';

const wrong = 'a wrong sentence';

export const throttleScenarios = (test: Scenario): void => {
  test('ten wrong tries close an account for a quarter of an hour, also over a restart', async (school) => {
    const ana = await account(school, 'Ana');
    const own = browser(school);
    const signIn = (given: object = {}) => own.send('POST', '/auth/sign-in', { ...ana.credentials, ...given });
    for (let i = 0; i < 10; i++) expect((await signIn({ password: wrong })).body.code).toBe('auth.wrong_credentials');
    expect((await signIn()).body).toMatchObject({ status: 429, code: 'auth.too_many_attempts' });

    await school.restart();
    expect((await signIn()).status).toBe(429);
    school.advance({ minutes: 14 });
    expect((await signIn()).status).toBe(429);
    school.advance({ minutes: 1, seconds: 1 });
    expect((await signIn()).status).toBe(200);
  });

  test('who is right is not counted', async (school) => {
    const ana = await account(school, 'Ana');
    const own = browser(school, { address: '192.0.2.7' });
    for (let i = 0; i < 12; i++) expect((await own.send('POST', '/auth/sign-in', ana.credentials)).status).toBe(200);
    for (let i = 0; i < 9; i++) await own.send('POST', '/auth/sign-in', { ...ana.credentials, password: wrong });
    expect((await own.send('POST', '/auth/sign-in', ana.credentials)).status).toBe(200);
    await own.send('POST', '/auth/sign-in', { ...ana.credentials, password: wrong });
    expect((await own.send('POST', '/auth/sign-in', ana.credentials)).status).toBe(429);
  });

  // Counted after the comparison instead of before, all thirty were compared.
  test('thirty tries at once are ten tries', async (school) => {
    const ana = await account(school, 'Ana');
    vi.clearAllMocks();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        browser(school).send('POST', '/auth/sign-in', { ...ana.credentials, password: wrong }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
    expect(argon2.verify).toHaveBeenCalledTimes(10);
  });

  test('an account that does not exist closes like one that does', async (school) => {
    const ana = await account(school, 'Ana');
    const outcomes = async (email: string) => {
      const seen: unknown[] = [];
      for (let i = 0; i < 12; i++) {
        const { status, body } = await browser(school).send('POST', '/auth/sign-in', { email, password: wrong });
        seen.push([status, body.code, body.title, body.detail]);
      }
      return seen;
    };
    expect(await outcomes('nobody@example.org')).toEqual(await outcomes(ana.email));
  });

  test('a network that tries many accounts is closed, and others are not', async (school) => {
    const ana = await account(school, 'Ana');
    const at = (address: string) => browser(school, { address });
    for (let i = 0; i < 10; i++)
      await at(`2001:db8:1:2::${i + 1}`).send('POST', '/auth/sign-in', {
        email: `guess${i}@example.org`,
        password: wrong,
      });
    expect((await at('2001:db8:1:2:ffff::9').send('POST', '/auth/sign-in', ana.credentials)).status).toBe(429);
    expect((await at('2001:db8:1:3::1').send('POST', '/auth/sign-in', ana.credentials)).status).toBe(200);
    school.advance({ minutes: 16 });
    expect((await at('2001:db8:1:2:ffff::9').send('POST', '/auth/sign-in', ana.credentials)).status).toBe(200);
  });

  test('asking for taken addresses is counted too', async (school) => {
    const ana = await account(school, 'Ana');
    const own = browser(school, { address: '192.0.2.7' });
    const signUp = (email: string) => own.send('POST', '/auth/sign-up', { name: 'Ana', email, password });
    for (let i = 0; i < 10; i++) expect((await signUp(ana.email)).body.code).toBe('auth.email_taken');
    expect((await signUp('new@example.org')).body.code).toBe('auth.too_many_attempts');
  });
};
