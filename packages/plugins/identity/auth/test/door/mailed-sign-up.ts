import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import { account, browser, password, whoami } from '../browser.ts';
import { linkIn, tokenIn } from '../mailbox.ts';
import type { Mails } from './forgotten.ts';

const accounts = async (school: TestSchool) =>
  Number((await school.server.database.rawAll('select count(*) as n from users'))[0]?.n);

export const mailedSignUpScenarios = (test: Scenario, { read }: Mails): void => {
  const signUp = (school: TestSchool, email: string, name = 'Ben') =>
    browser(school).send('POST', '/auth/sign-up', { name, email, password: 'a password of the one who asks' });

  test('where mail is sent, new and taken addresses are answered alike; the mailbox learns which it is', async (school) => {
    const ana = await account(school, 'Ana');
    const before = await accounts(school);
    const answers = [await signUp(school, 'ben@example.org'), await signUp(school, ana.email)];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ status: 200, body: { person: null, permissions: [], next: 'mail' } });
    expect(await accounts(school)).toBe(before);
    await school.work();
    const mails = read(); // their jobs are taken in any order
    expect(mails).toHaveLength(2);
    const welcome = mails.find(({ subject }) => subject === 'Finish your account at Test School');
    const already = mails.find(({ subject }) => subject === 'You have an account at Test School');
    expect(linkIn(already)).toBe('http://school.test/sign-in');

    const path = `/auth/links/${tokenIn(welcome)}`;
    const own = browser(school);
    expect((await own.send('GET', path)).body).toEqual({ name: 'Ben', email: 'ben@example.org', owner: false });
    expect((await own.send('POST', path, { password })).body.person.email).toBe('ben@example.org');
    expect(await whoami(own)).toBe('Ben');
    expect((await own.send('GET', '/auth/address')).body.confirmed).toBe(true);
    expect((await browser(school).send('POST', path, { password })).status).toBe(410);
  });

  // Kept from the asking, the password of whoever asked first would open the account its owner makes later.
  test('the password of whoever asked for an account at my address is worth nothing', async (school) => {
    await signUp(school, 'ben@example.org');
    await school.work();
    await browser(school).send('POST', `/auth/links/${tokenIn(read()[0])}`, { password });
    const { status } = await browser(school).send('POST', '/auth/sign-in', {
      email: 'ben@example.org',
      password: 'a password of the one who asks',
    });
    expect(status).toBe(401);
  });

  test('a mail to a stranger carries no word of whoever asked', async (school) => {
    await signUp(school, 'ben@example.org', 'Cheap watches at https://shop.example');
    await school.work();
    const [mail] = read();
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toContain('watches');
  });

  test('asking twice is one account, whichever link is opened', async (school) => {
    await signUp(school, 'ben@example.org');
    await signUp(school, 'ben@example.org');
    await school.work();
    const [first, second] = read().map(tokenIn);
    const use = (token: string | undefined) => browser(school).send('POST', `/auth/links/${token}`, { password });
    const answers = await Promise.all([use(first), use(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });
};
