// A school that sends mail and does not know its own address: it sends no link, for the Host of whoever asks may be forged.
import { testScenarios } from '@lectern/server/testing';
import { afterAll, beforeAll, expect } from 'vitest';
import { authPlugin } from '../src/plugin.ts';
import { account, browser, identityWing } from './browser.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
afterAll(() => mailbox.close());

testScenarios(
  authPlugin,
  (test) => {
    // With `call.site` in the place of `certainSite` the mail led to school.test, which is whatever Host said.
    test('no link is mailed to a Host that anybody may have written, and that is all that is said', async (school) => {
      const ana = await account(school, 'Ana');
      for (const path of ['/auth/forgot', '/auth/mail-sign-in'])
        for (const email of [ana.email, 'nobody@example.org']) {
          const { status, body } = await browser(school).send('POST', path, { email });
          expect([status, body.code]).toEqual([409, 'auth.address_unknown']);
          expect(body.title).toContain('LECTERN_URL');
        }
      await school.work();
      expect(mailbox.read()).toEqual([]);
    });
  },
  { ...identityWing, serving: () => ({ smtp: mailbox.smtp, url: undefined }) },
);
