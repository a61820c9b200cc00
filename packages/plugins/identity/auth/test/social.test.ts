// A protocol of another plugin, in the slot where SAML and others will be: a provider that everybody knows, whose word on
// an address is believed.
import { definePlugin, fill, type Plugin } from '@lectern/kit';
import { defineContract } from '@lectern/kit/contract';
import { type Scenario, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authContract, authService, type SignOnDriver, SignOnFault, signOnSlot } from '../src/contract.ts';
import { browser, identityWing, password, signedIn } from './browser.ts';

/** Whoever comes back says who they are, as JSON; the state is the only thing it checks. */
const paper: SignOnDriver = {
  kinds: [{ kind: 'paper', issuer: 'https://paper.example', everybodys: true }],
  start: async (_, { state, redirect }) => `https://paper.example/?${new URLSearchParams({ state, redirect })}`,
  async finish(_, { state }, answer) {
    if (answer.get('state') !== state) throw new SignOnFault('refused', 'Not the same paper.');
    return JSON.parse(answer.get('who') ?? '');
  },
  test: async () => undefined,
};
const paperPlugin: Plugin = definePlugin({
  contract: defineContract({ id: 'paper', summary: 'Signing in on paper', operations: {} }),
  needs: { auth: authService },
  service: () => ({}),
  handlers: () => ({}),
  fills: () => [fill(signOnSlot, paper)],
});

async function known(school: TestSchool) {
  const owner = await school.person('owner', 'Olga');
  const { id } = await owner.call(authContract.operations.addProvider, { name: 'Paper', kind: 'paper', clientId: 'x' });
  return { owner, id };
}
async function comeIn(school: TestSchool, id: string, email: string, more: object = {}) {
  const own = browser(school);
  const { state, ticket } = (await own.send('POST', `/auth/sign-on/${id}/start`, {})).body;
  const who = JSON.stringify({ subject: email, email, emailVerified: true, name: 'Somebody', ...more });
  const answer = new URLSearchParams({ state, who }).toString();
  return { own, ...(await own.send('POST', '/auth/sign-on/finish', { answer, ticket })) };
}

const scenarios = (test: Scenario): void => {
  test('a plugin brings a protocol of its own, and people come in by it', async (school) => {
    const { id } = await known(school);
    const { body } = await comeIn(school, id, 'Ana@Example.org');
    expect(body.person).toMatchObject({ name: 'Somebody', email: 'ana@example.org' });
    for (const name of ['  ', 'a\u0000b\nc', 'x'.repeat(500)])
      expect((await comeIn(school, id, `p${name.length}@example.org`, { name })).status, name).toBe(200);
    expect((await comeIn(school, id, 'not an address')).body.code).toBe('auth.sign_on_unconfirmed');
  });

  // Without `isVerified` in `mayConnect` whoever signed up with the address first kept a password for the account.
  test('an account whose address was never confirmed is not connected; one that was is', async (school) => {
    const { id } = await known(school);
    await browser(school).send('POST', '/auth/sign-up', { name: 'Mallory', email: 'ana@example.org', password });
    expect((await comeIn(school, id, 'ana@example.org')).body.code).toBe('auth.sign_on_not_connected');
    const auth = school.server.host.serviceOf('auth') as {
      readonly addresses: { verified(userId: string, email: string): Promise<void> };
    };
    const mia = await signedIn(school, 'Mia');
    expect((await comeIn(school, id, mia.email)).body.code).toBe('auth.sign_on_not_connected');
    await school.inside(() => school.server.database.unit(() => auth.addresses.verified(mia.id, mia.email)));
    expect((await comeIn(school, id, mia.email)).body.person.id).toBe(mia.id);
  });

  // With `sessions.start` in place of `door.enter` the second step was skipped.
  test('who has a second step owes it here, too', async (school) => {
    const { id } = await known(school);
    const first = await comeIn(school, id, 'ana@example.org');
    await school.server.database.rawAll(
      `insert into second_factors (user_id, secret, active, step, since) values ('${first.body.person.id}', 'x', ${school.dialect === 'sqlite' ? '1' : 'true'}, 0, '2026-01-01T00:00:00.000Z')`,
    );
    const again = await comeIn(school, id, 'ana@example.org');
    expect(again.body).toMatchObject({ person: null, next: 'second-factor', ticket: expect.any(String) });
    expect(again.own.cookie).toBeUndefined();
  });

  test('who was taken out of the school does not come back in by it', async (school) => {
    const { id } = await known(school);
    const { body } = await comeIn(school, id, 'ana@example.org');
    const { setMembership } = school.server.host.serviceOf('organizations') as {
      setMembership(id: string, state: string): Promise<boolean>;
    };
    for (const state of ['suspended', 'removed']) {
      await school.inside(() => school.server.database.unit(() => setMembership(body.person.id, state)));
      expect((await comeIn(school, id, 'ana@example.org')).body.code, state).toBe('auth.sign_on_by_invitation');
    }
  });

  test('what is not a provider of the school, or is turned off, begins nothing', async (school) => {
    const { owner, id } = await known(school);
    await owner.call(authContract.operations.updateProvider, { providerId: id, enabled: false });
    expect((await browser(school).send('GET', '/auth/sign-on')).body.ways).toEqual([]);
    for (const one of [id, 'nothing'])
      expect((await browser(school).send('POST', `/auth/sign-on/${one}/start`, {})).status).toBe(404);
  });
};
testScenarios(paperPlugin, scenarios, { among: [...identityWing.among, paperPlugin] });
