// Every way in which somebody confirms an address leads into the schools whose people have such addresses: over HTTP, with
// a mail server and an OpenID provider that are real.
import { authContract } from '@lectern/auth/contract';
import { runInScope, system } from '@lectern/kit';
import { organizationsContract, organizationsService } from '@lectern/organizations/contract';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { afterAll, beforeEach, expect } from 'vitest';
import { browser, password, signedIn } from '../../auth/test/browser.ts';
import { openMailbox, tokenIn } from '../../auth/test/mailbox.ts';
import { openProvider, walk } from '../../auth/test/provider.ts';
import { invitationsPlugin } from '../src/plugin.ts';

const mailbox = await openMailbox();
const provider = await openProvider(
  { ben: { email: 'ben@halden.example', email_verified: true, name: 'Ben' } },
  'http://school.test/sign-in/return',
);
beforeEach(() => void mailbox.read());
afterAll(() => Promise.all([mailbox.close(), provider.close()]));

const email = 'ben@halden.example';

/** A school below that has shown halden.example to be its own. */
async function branch(school: TestSchool): Promise<string> {
  const owner = await school.person('owner', 'Olga');
  const { id } = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
  await school.server.database.rawAll(
    `insert into organization_mail_domains (domain, organization, verified_at) select 'halden.example', id, created_at from organizations where id = '${id}' returning domain`,
  );
  return id;
}
async function isIn(school: TestSchool, org: string): Promise<boolean> {
  await school.deliver();
  const [row] = await school.server.database.rawAll(`select id from users where email = '${email}'`);
  return runInScope({ actor: system, org, request: 'test', via: 'kernel' }, () =>
    school.service(organizationsService).isMember(String(row?.id)),
  );
}
/** What was mailed to the address since the last time. */
async function mailed(school: TestSchool): Promise<string> {
  await school.work();
  return tokenIn(mailbox.read().find(({ to }) => JSON.stringify(to).includes(email)));
}

testScenarios(
  invitationsPlugin,
  (test) => {
    test('an account that is made by the link in a mail', async (school) => {
      const north = await branch(school);
      await browser(school).send('POST', '/auth/sign-up', { name: 'Ben', email });
      const token = await mailed(school);
      await browser(school).send('POST', `/auth/links/${token}`, { password });
      expect(await isIn(school, north)).toBe(true);
    });

    test('an address that is changed', async (school) => {
      const north = await branch(school);
      const ben = await signedIn(school, 'Ben');
      await ben.browser.send('POST', '/auth/address', { email });
      const token = await mailed(school);
      expect((await browser(school).send('POST', `/auth/verify/${token}`, {})).status).toBe(200);
      expect(await isIn(school, north)).toBe(true);
    });

    test('a link that confirms, one that signs in, and one for a new password', async (school) => {
      const north = await branch(school);
      const owner = await school.person('owner', 'Olga');
      for (const way of ['confirm', 'magic', 'reset'] as const) {
        await school.server.database.rawAll(`delete from users where email = '${email}' returning id`);
        const { link } = await owner.call(authContract.operations.invite, { name: 'Ben', email });
        const own = browser(school);
        await own.send('POST', `/auth/links/${link.split('/').at(-1)}`, { password });
        expect(await isIn(school, north), 'a link that was handed over confirms nothing').toBe(false);
        if (way === 'confirm') await own.send('POST', '/auth/address/confirm', {});
        else await browser(school).send('POST', way === 'magic' ? '/auth/mail-sign-in' : '/auth/forgot', { email });
        const token = await mailed(school);
        const path = { confirm: 'verify', magic: 'magic', reset: 'reset' }[way];
        const answer = await browser(school).send(
          'POST',
          `/auth/${path}/${token}`,
          way === 'reset' ? { password } : {},
        );
        expect(answer.status, way).toBe(200);
        expect(await isIn(school, north), way).toBe(true);
      }
    });

    // Whoever runs a provider says of anybody that they have any address: taken for a proof, it let strangers into North.
    test('a provider of one school proves nothing to another; a mail does later', async (school) => {
      const north = await branch(school);
      const owner = await school.person('owner', 'Olga');
      const { id } = await owner.call(authContract.operations.addProvider, {
        name: 'Mine',
        issuer: provider.issuer,
        ...provider.client,
      });
      const own = browser(school);
      const { location, ticket } = (await own.send('POST', `/auth/sign-on/${id}/start`, {})).body;
      const { body } = await own.send('POST', '/auth/sign-on/finish', { answer: await walk(location, 'ben'), ticket });
      expect(body.person).toMatchObject({ email });
      expect((await own.send('GET', '/auth/address')).body.confirmed).toBe(true);
      expect(await isIn(school, north)).toBe(false);
      await browser(school).send('POST', '/auth/mail-sign-in', { email });
      await browser(school).send('POST', `/auth/magic/${await mailed(school)}`, {});
      expect(await isIn(school, north)).toBe(true);
    });
  },
  { serving: () => ({ smtp: mailbox.smtp }) },
);
