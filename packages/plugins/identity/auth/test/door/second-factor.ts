import type { Scenario, TestSchool } from '@lectern/server/testing';
import { TOTP } from 'otpauth';
import { expect } from 'vitest';
import { authService } from '../../src/contract.ts';
import { browser, password, signedIn, whoami } from '../browser.ts';

type Signed = Awaited<ReturnType<typeof signedIn>>;
const now = (school: TestSchool) => school.server.host.contextOf('auth').now().getTime();
const codeOf = (school: TestSchool, secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: now(school) + steps * 30_000 });

async function withPhone(school: TestSchool, person: Signed): Promise<{ secret: string; codes: string[] }> {
  const { secret, address } = (await person.browser.send('POST', '/auth/second-factor/propose', {})).body;
  expect(address).toContain(`secret=${secret}`);
  const on = await person.browser.send('POST', '/auth/second-factor/on', { code: codeOf(school, secret) });
  if (on.status !== 200) throw new Error(on.body.code);
  school.advance({ seconds: 60 }); // the code that turned it on is spent
  return { secret, codes: on.body.codes };
}
async function ticketFor(school: TestSchool, person: Signed) {
  const own = browser(school);
  const { body } = await own.send('POST', '/auth/sign-in', person.credentials);
  expect(body).toMatchObject({ person: null, permissions: [], next: 'second-factor' });
  expect(own.cookie).toBeUndefined();
  const step = (code: string) => own.send('POST', '/auth/second-factor', { ticket: body.ticket, code });
  return { own, step, ticket: body.ticket as string };
}

export const secondFactorScenarios = (test: Scenario): void => {
  test('with a phone, signing in takes two steps; other sessions end and this one goes on under a new token', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const elsewhere = browser(school);
    await elsewhere.send('POST', '/auth/sign-in', ana.credentials);
    const before = ana.browser.cookie;
    const { secret } = await withPhone(school, ana);
    expect(ana.browser.cookie).not.toBe(before);
    expect(await whoami(browser(school, { cookie: before }))).toBeUndefined();
    expect([await whoami(ana.browser), await whoami(elsewhere)]).toEqual(['Ana', undefined]);

    const { own, step } = await ticketFor(school, ana);
    expect((await own.send('GET', '/users/me')).status).toBe(401);
    expect((await step('000000')).body.code).toBe('auth.wrong_code');
    const code = codeOf(school, secret);
    expect((await step(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
    expect(await whoami(own)).toBe('Ana');
  });

  // Without `takeStep` whoever looked over a shoulder had half a minute.
  test('a code is taken once, also by two at the same moment', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    const [one, two] = [await ticketFor(school, ana), await ticketFor(school, ana)];
    const code = codeOf(school, secret);
    const answers = await Promise.all([one.step(code), two.step(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const third = await ticketFor(school, ana);
    expect((await third.step(code)).status).toBe(401);
    expect((await third.step(codeOf(school, secret, -1))).status).toBe(401); // older than the one that was taken
    expect((await third.step(codeOf(school, secret, 1))).status).toBe(200);
  });

  test('a clock that is half a minute off is forgiven, and one that is more is not', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    for (const steps of [-3, -2, 2, 3])
      expect((await (await ticketFor(school, ana)).step(codeOf(school, secret, steps))).status).toBe(401);
    for (const steps of [-1, 1])
      expect((await (await ticketFor(school, ana)).step(codeOf(school, secret, steps))).status).toBe(200);
  });

  test('each of ten recovery codes signs in once', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { codes } = await withPhone(school, ana);
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    const [first = ''] = codes;
    expect((await (await ticketFor(school, ana)).step(first.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await (await ticketFor(school, ana)).step(first)).status).toBe(401);
    expect((await ana.browser.send('GET', '/auth/second-factor')).body).toMatchObject({ recoveryCodes: 9 });
    const renewed = (await ana.browser.send('POST', '/auth/second-factor/recovery-codes', {})).body.codes;
    expect((await (await ticketFor(school, ana)).step(codes[1]!)).status).toBe(401);
    expect((await (await ticketFor(school, ana)).step(renewed[0])).status).toBe(200);
  });

  test('codes are guessed ten times in a quarter of an hour, over all tickets and a restart', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    for (let i = 0; i < 10; i++) expect((await (await ticketFor(school, ana)).step('000000')).status).toBe(401);
    await school.restart();
    expect((await (await ticketFor(school, ana)).step(codeOf(school, secret))).status).toBe(429);
    school.advance({ minutes: 16 });
    expect((await (await ticketFor(school, ana)).step(codeOf(school, secret))).status).toBe(200);
  });

  test('a ticket is good for ten minutes and once, and a new password ends it', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    const used = await ticketFor(school, ana);
    expect((await used.step(codeOf(school, secret))).status).toBe(200);
    school.advance({ seconds: 60 });
    expect((await used.step(codeOf(school, secret))).body.code).toBe('auth.sign_in_again');
    const late = await ticketFor(school, ana);
    school.advance({ minutes: 10, seconds: 1 });
    expect((await late.step(codeOf(school, secret))).body.code).toBe('auth.sign_in_again');
    const changed = await ticketFor(school, ana);
    await school.inside(() => school.service(authService).setPassword(ana.id, `${password} again`));
    expect((await changed.step(codeOf(school, secret))).body.code).toBe('auth.sign_in_again');
  });

  test('a set-up link, too, owes the second step', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    const path = await school.inside(() => school.service(authService).linkFor(ana.id));
    const own = browser(school);
    const { body } = await own.send('POST', `/auth/links/${path.split('/').at(-1)}`, { password: `${password} again` });
    expect(body.next).toBe('second-factor');
    expect(own.cookie).toBeUndefined();
    const code = codeOf(school, secret);
    expect((await own.send('POST', '/auth/second-factor', { ticket: body.ticket, code })).status).toBe(200);
  });

  test('nothing of it lies open in the database', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret, codes } = await withPhone(school, ana);
    const rows = JSON.stringify([
      await school.server.database.rawAll('select * from second_factors'),
      await school.server.database.rawAll('select * from recovery_codes'),
      await school.server.database.rawAll('select * from outbox'),
    ]);
    expect(rows).toContain(ana.id);
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(rows.includes(hidden)).toBe(false);
  });

  test('turning it on or off takes a fresh proof, which is a code once there is one', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { secret } = await withPhone(school, ana);
    school.advance({ minutes: 11 });
    const off = () => ana.browser.send('POST', '/auth/second-factor/off', {});
    expect((await off()).body.code).toBe('auth.confirm_first');
    expect((await ana.browser.send('POST', '/auth/confirm', { password })).body.pointer).toBe('/code');
    expect((await ana.browser.send('POST', '/auth/confirm', { code: '000000' })).status).toBe(401);
    expect((await ana.browser.send('POST', '/auth/confirm', { code: codeOf(school, secret) })).status).toBe(200);
    expect((await off()).status).toBe(200);
    expect((await browser(school).send('POST', '/auth/sign-in', ana.credentials)).body.person.name).toBe('Ana');
    school.advance({ minutes: 11 });
    expect((await ana.browser.send('POST', '/auth/second-factor/propose', {})).body.code).toBe('auth.confirm_first');
  });

  test('who lost the phone and the codes is helped by who looks after people, and an owner by nobody less', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const [ana, ben] = [await signedIn(school, 'Ana'), await signedIn(school, 'Ben', 'instructor')];
    await withPhone(school, ana);
    await withPhone(school, olga);
    const reset = (by: Signed, email: string) => by.browser.send('POST', '/auth/second-factor/reset', { email });
    expect((await reset(ben, ana.email)).status).toBe(403);
    expect((await reset(olga, ana.email)).status).toBe(200);
    expect(await whoami(ana.browser)).toBeUndefined();
    expect((await browser(school).send('POST', '/auth/sign-in', ana.credentials)).body.person.name).toBe('Ana');
    expect((await reset(olga, 'nobody@example.org')).status).toBe(404);
  });
};
