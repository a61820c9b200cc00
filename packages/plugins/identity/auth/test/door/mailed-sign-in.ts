import type { Scenario } from '@lectern/server/testing';
import { expect } from 'vitest';
import { account, browser, whoami } from '../browser.ts';
import { tokenIn } from '../mailbox.ts';
import { changed, type Mails } from './forgotten.ts';

export const mailedSignInScenarios = (test: Scenario, { read }: Mails): void => {
  test('a mailed link signs in once, in any browser, within a quarter of an hour', async (school) => {
    const ana = await account(school, 'Ana');
    const ask = async () => {
      await browser(school).send('POST', '/auth/mail-sign-in', { email: ana.email });
      await school.work();
      return `/auth/magic/${tokenIn(read()[0])}`;
    };
    const path = await ask();
    expect((await browser(school).send('GET', path)).body).toEqual({ name: 'Ana', email: ana.email });
    const browsers = [browser(school), browser(school)];
    const answers = await Promise.all(browsers.map((one) => one.send('POST', path, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await Promise.all(browsers.map(whoami))).filter(Boolean)).toEqual(['Ana']);

    const late = await ask();
    school.advance({ minutes: 15, seconds: 1 });
    expect((await browser(school).send('POST', late, {})).status).toBe(410);
  });

  test('a link to a mailbox that is no longer the person’s signs nobody in', async (school) => {
    const ana = await account(school, 'Ana');
    await browser(school).send('POST', '/auth/mail-sign-in', { email: ana.email });
    await school.work();
    const path = `/auth/magic/${tokenIn(read()[0])}`;
    await changed(school, ana.id, { email: 'ana@example.net' });
    expect((await browser(school).send('POST', path, {})).status).toBe(410);
  });
};
