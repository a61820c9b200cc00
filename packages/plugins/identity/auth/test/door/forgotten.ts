import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authService } from '../../src/contract.ts';
import { account, browser, signedIn, whoami } from '../browser.ts';
import { linkIn, type Mailbox, tokenIn } from '../mailbox.ts';

const next = 'another long sentence';
export type Mails = Pick<Mailbox, 'read' | 'next'>;
const forgot = (school: TestSchool, email: string, address?: string) =>
  browser(school, address === undefined ? {} : { address }).send('POST', '/auth/forgot', { email });

export async function changed(school: TestSchool, id: string, changes: object): Promise<void> {
  const users = school.server.host.serviceOf('users') as { update(id: string, changes: object): Promise<unknown> };
  await school.inside(() => school.server.database.unit(() => users.update(id, changes)));
}

export const forgottenScenarios = (test: Scenario, { read, next: nextMail }: Mails): void => {
  test('who forgot the password is mailed a link, sets a new one and is in; everybody else is out', async (school) => {
    const ana = await signedIn(school, 'Ana');
    expect((await forgot(school, ana.email.toUpperCase())).body).toEqual({ done: true });
    await school.work();
    const [mail] = read();
    expect(mail?.subject).toBe('A new password for Test School');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(linkIn(mail)).toMatch(/^http:\/\/school\.test\/reset\/[\w-]{43}$/);
    const path = `/auth/reset/${tokenIn(mail)}`;

    const own = browser(school);
    // Programs that read mail open links: looking changes nothing.
    for (let i = 0; i < 3; i++) expect((await own.send('GET', path)).body).toEqual({ name: 'Ana', email: ana.email });
    expect((await own.send('POST', path, { password: next })).body.person.name).toBe('Ana');
    expect([await whoami(own), await whoami(ana.browser)]).toEqual(['Ana', undefined]);
    expect((await browser(school).send('POST', path, { password: next })).body.code).toBe('auth.mail_link_not_valid');
    expect((await browser(school).send('POST', '/auth/sign-in', ana.credentials)).status).toBe(401);
    const again = { email: ana.email, password: next };
    expect((await browser(school).send('POST', '/auth/sign-in', again)).status).toBe(200);
    expect((await own.send('GET', '/auth/address')).body).toEqual({ email: ana.email, confirmed: true, next: null });
    await school.work();
    expect(read().map(({ subject }) => subject)).toEqual(['Your password at Test School was changed']);
  });

  test('asking says nothing of who has an account, and takes the same statements', async (school) => {
    const ana = await account(school, 'Ana');
    const cost = async (email: string) => {
      const counted: string[] = [];
      const { database } = school.server;
      const real = { one: database.one, run: database.run, all: database.all };
      for (const way of ['one', 'run', 'all'] as const)
        database[way] = ((query: { name: string }, ...rest: never[]) => {
          counted.push(query.name);
          return (real[way] as (...all: unknown[]) => unknown)(query, ...rest);
        }) as never;
      const { status, body } = await forgot(school, email);
      Object.assign(database, real);
      return { status, body, counted };
    };
    await cost(ana.email); // a person's first request makes rows of the kernel
    const known = await cost(ana.email);
    expect(known.counted.length).toBeGreaterThan(3);
    expect(await cost('nobody@example.org')).toEqual(known);
    await school.work();
    expect(read().map(({ to }) => JSON.stringify(to).includes(ana.email))).toEqual([true, true]);
  });

  test('an address is mailed three times in a quarter of an hour, whoever asks, and unknown ones count the same', async (school) => {
    const ana = await account(school, 'Ana');
    const asked = async (email: string) => {
      const seen: unknown[] = [];
      for (let i = 0; i < 5; i++) seen.push((await forgot(school, email, `192.0.2.${i}`)).status);
      return seen;
    };
    const limited = [200, 200, 200, 429, 429];
    expect([await asked(ana.email), await asked('nobody@example.org')]).toEqual([limited, limited]);
    await school.restart();
    expect((await forgot(school, ana.email)).status).toBe(429);
    expect((await browser(school).send('POST', '/auth/sign-in', ana.credentials)).status).toBe(200);
    school.advance({ minutes: 16 });
    expect((await forgot(school, ana.email)).status).toBe(200);
  });

  test('a link is good for an hour, a newer one ends it, and so does a new password', async (school) => {
    const ana = await account(school, 'Ana');
    const link = async () => {
      await forgot(school, ana.email);
      await school.work();
      return tokenIn(read()[0]);
    };
    const status = async (token: string) => (await browser(school).send('GET', `/auth/reset/${token}`)).status;
    const [first, second] = [await link(), await link()];
    expect([await status(first), await status(second)]).toEqual([410, 200]);
    school.advance({ hours: 1, seconds: 1 });
    expect(await status(second)).toBe(410);
    const third = await link();
    await school.inside(() => school.service(authService).setPassword(ana.id, next));
    expect(await status(third)).toBe(410);
  });

  // With `kind` left out of consumeLink, a link that signs in confirmed an address and was used up.
  test('a token of another kind opens nothing', async (school) => {
    const ana = await account(school, 'Ana');
    await browser(school).send('POST', '/auth/mail-sign-in', { email: ana.email });
    await school.work();
    const magic = tokenIn(read()[0]);
    for (const [method, path, body] of [
      ['GET', `/auth/reset/${magic}`],
      ['POST', `/auth/reset/${magic}`, { password: next }],
      ['GET', `/auth/links/${magic}`],
      ['POST', `/auth/links/${magic}`, { password: next }],
      ['POST', `/auth/verify/${magic}`, {}],
    ] as const)
      expect((await browser(school).send(method, path, body)).status).toBe(410);
    expect((await browser(school).send('POST', `/auth/magic/${magic}`, {})).status).toBe(200);
  });

  test('whoever is suspended is not mailed, and a link they have does not let them in', async (school) => {
    const ana = await account(school, 'Ana');
    await forgot(school, ana.email);
    await school.work();
    const token = tokenIn(read()[0]);
    const organizations = school.server.host.serviceOf('organizations') as {
      setMembership(id: string, state: string): Promise<boolean>;
    };
    await school.inside(() => school.server.database.unit(() => organizations.setMembership(ana.id, 'suspended')));
    expect((await browser(school).send('POST', `/auth/reset/${token}`, { password: next })).status).toBe(410);
    expect((await forgot(school, ana.email)).status).toBe(200);
    await school.work();
    expect(read()).toEqual([]);
  });

  test('a mail that could not be sent is sent later, with a token that is good', async (school) => {
    const ana = await account(school, 'Ana');
    nextMail('refuse');
    await forgot(school, ana.email);
    await school.work();
    expect(read()).toEqual([]);
    school.advance({ minutes: 5 });
    await school.work();
    const [mail] = read();
    expect((await browser(school).send('GET', `/auth/reset/${tokenIn(mail)}`)).status).toBe(200);
  });

  test('killed between the token and the mail, the next process sends another', async (school) => {
    const ana = await account(school, 'Ana');
    nextMail('refuse');
    await forgot(school, ana.email);
    await school.work(); // its token is in the database, its mail is not
    await school.restart();
    school.advance({ minutes: 5 });
    await school.work();
    const mails = read();
    expect(mails).toHaveLength(1);
    expect((await browser(school).send('POST', `/auth/reset/${tokenIn(mails[0])}`, { password: next })).status).toBe(
      200,
    );
  });

  test('no secret waits in a job', async (school) => {
    const ana = await account(school, 'Ana');
    await forgot(school, ana.email);
    const jobs = JSON.stringify(await school.server.database.rawAll('select * from jobs'));
    expect(jobs).toContain('auth.mail');
    await school.work();
    const token = tokenIn(read()[0]);
    const after = JSON.stringify([
      await school.server.database.rawAll('select * from jobs'),
      await school.server.database.rawAll('select * from links'),
    ]);
    expect(after).toContain(ana.id);
    expect(after.includes(token)).toBe(false);
  });

  test('a mail speaks the language of who reads it, from right to left', async (school) => {
    const sara = await account(school, 'Sara');
    await changed(school, sara.id, { locale: 'ar' });
    await forgot(school, sara.email);
    await school.work();
    const [mail] = read();
    expect(mail?.subject).toBe('كلمة مرور جديدة في Test School');
    expect(String(mail?.html)).toContain('<html lang="ar" dir="rtl">');
    expect(String(mail?.html)).not.toMatch(/<img|url\(|<link|<script/);
  });

  test('a name is text in a mail, whatever is in it', async (school) => {
    const ana = await account(school, 'Ana');
    await changed(school, ana.id, { name: '<img src=x onerror=1>' });
    await forgot(school, ana.email);
    await school.work();
    const [mail] = read();
    expect(mail?.text).toContain('Hello <img src=x onerror=1>,');
    expect(String(mail?.html)).not.toContain('<img');
  });
};
