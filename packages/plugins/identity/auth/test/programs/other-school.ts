import { type Call, Refusal, runInScope, system } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import type { Auth } from '../../src/service.ts';
import { browser, signedIn } from '../browser.ts';

/** What the services answer to somebody of another organization: the code of the refusal. */
async function elsewhere(school: TestSchool, id: string, work: (auth: Auth, call: Call) => Promise<unknown>) {
  const auth = school.server.host.serviceOf('auth') as Auth;
  const actor = { kind: 'person', id } as const;
  const call = { actor, org: 'elsewhere', request: 'test', cookie: () => {} } as unknown as Call;
  return runInScope({ actor, org: 'elsewhere', request: 'test', via: 'http', session: 'any' }, () =>
    school.server.database
      .unit(() => work(auth, call))
      .then(
        () => 'done',
        (error: unknown) => (error instanceof Refusal ? error.problem.code : Promise.reject(error as Error)),
      ),
  );
}

// These the proof of isolation cannot try by itself: there is no row it could begin with.
export const otherSchoolScenarios = (test: Scenario): void => {
  test('another school ends no key of ours, and acts as nobody here', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ana = await signedIn(school, 'Ana');
    const given = { name: 'Office', permissions: ['user.read'] };
    const { id: accountId } = (await olga.browser.send('POST', '/auth/service-accounts', given)).body;
    const keysAt = `/auth/service-accounts/${accountId}/keys`;
    const { id: keyId, key } = (await olga.browser.send('POST', keysAt, { name: 'One' })).body;
    for (const refused of [
      await elsewhere(school, olga.id, (auth, call) => auth.serviceAccounts.revokeKey(accountId, keyId, call)),
      await elsewhere(school, olga.id, (auth, call) => auth.serviceAccounts.remove(accountId, call)),
      await elsewhere(school, olga.id, (auth, call) => auth.impersonation.start({ userId: ana.id, reason: 'x' }, call)),
    ])
      expect(refused).toBe('not_found');
    expect((await browser(school, { key }).send('GET', '/users')).status).toBe(200);
  });

  // An account is one in all schools: with a link that sets its password, whoever brought an owner of this school into one of
  // their own came in here as that owner.
  test('whoever runs one school does not change how people of another sign in', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ben = await signedIn(school, 'Ben');
    const ask = async () =>
      (await olga.browser.send('POST', '/auth/links', { email: ben.credentials.email })).body.code ?? 'done';
    expect(await ask()).toBe('done');
    const organizations = school.service(organizationsService);
    await runInScope({ actor: system, org: 'elsewhere', request: 'test', via: 'kernel' }, () =>
      school.server.database.unit(() => organizations.join(ben.id)),
    );
    expect(await ask()).toBe('auth.belongs_elsewhere');
    const reset = await olga.browser.send('POST', '/auth/second-factor/reset', { email: ben.credentials.email });
    expect(reset.body).toMatchObject({ code: 'auth.belongs_elsewhere', pointer: '/email' });
  });
};
