// Ways in that go through somebody's mail, with a mail server that receives what is sent.
import { testScenarios } from '@lectern/server/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { authPlugin } from '../src/plugin.ts';
import { identityWing } from './browser.ts';
import { addressScenarios } from './door/addresses.ts';
import { forgottenScenarios } from './door/forgotten.ts';
import { mailedSignInScenarios } from './door/mailed-sign-in.ts';
import { mailedSignUpScenarios } from './door/mailed-sign-up.ts';
import { secondFactorScenarios } from './door/second-factor.ts';
import { sessionListScenarios } from './door/session-list.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
beforeEach(() => void mailbox.read());
afterAll(() => mailbox.close());

testScenarios(
  authPlugin,
  (test) => {
    const mails = { read: () => mailbox.read(), next: (then: Parameters<Mailbox['next']>[0]) => mailbox.next(then) };
    forgottenScenarios(test, mails);
    mailedSignInScenarios(test, mails);
    mailedSignUpScenarios(test, mails);
    addressScenarios(test, mails);
    secondFactorScenarios(test);
    sessionListScenarios(test);
  },
  { ...identityWing, serving: () => ({ smtp: mailbox.smtp }) },
);
