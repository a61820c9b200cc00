import { type Call, runInScope, system } from '@lectern/kit';
import { organizationsContract, organizationsService } from '@lectern/organizations/contract';
import type { Scenario, TestSchool } from '@lectern/server/testing';
import { usersContract } from '@lectern/users/contract';
import { afterAll, expect } from 'vitest';
import { authContract } from '../src/contract.ts';
import type { SignOn } from '../src/sign-on/sign-on.ts';
import { type Browser, browser, password, signedIn, whoami } from './browser.ts';
import { type Known, openBentProvider, openProvider, type TestProvider, walk } from './provider.ts';

const { addProvider, updateProvider, testProvider, removeProvider, providers } = authContract.operations;
const redirect = 'http://school.test/sign-in/return';
const ends: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));
const until = <P extends TestProvider>(provider: P): P => {
  ends.push(provider.close);
  return provider;
};
const halden: Record<string, Known> = {
  ana: { email: 'ana@halden.example', email_verified: true, name: 'Ana Ibarra' },
  ben: { email: 'ben@halden.example', email_verified: false, name: 'Ben' },
  eve: { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' },
};

/** The school lets people in who are known at this provider. */
async function trusting(school: TestSchool, { issuer, client }: TestProvider, more: object = {}) {
  const owner = await school.person('owner', 'Olga');
  return owner.call(addProvider, {
    name: 'Halden Works',
    issuer,
    ...client,
    domains: ['halden.example'],
    ...more,
  });
}
const start = async (own: Browser, providerId: string, more: object = {}) =>
  (await own.send('POST', `/auth/sign-on/${providerId}/start`, more)).body as { location: string; ticket: string };
const finish = (own: Browser, answer: string, ticket: string) =>
  own.send('POST', '/auth/sign-on/finish', { answer, ticket });
async function comeIn(school: TestSchool, providerId: string, who: string, own = browser(school), more: object = {}) {
  const { location, ticket } = await start(own, providerId, more);
  return { own, ...(await finish(own, await walk(location, who), ticket)) };
}

export const signOnScenarios = (test: Scenario): void => {
  test('who is known at the provider comes in, the first time and every time after', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    await school.events();
    const first = await comeIn(school, id, 'ana');
    expect(first.body).toMatchObject({ person: { name: 'Ana Ibarra', email: 'ana@halden.example' }, connected: false });
    expect((await school.events()).map(({ name }) => name)).toContain('auth.signed_in');
    expect(await whoami(first.own)).toBe('Ana Ibarra');
    const again = await comeIn(school, id, 'ana');
    expect(again.body.person.id).toBe(first.body.person.id);

    const accounts = (await again.own.send('GET', '/auth/sign-on/accounts')).body.items;
    expect(accounts).toMatchObject([{ provider: 'Halden Works', email: 'ana@halden.example' }]);
    const path = `/auth/sign-on/accounts/${accounts[0].id}`;
    expect((await again.own.send('DELETE', path)).body.code).toBe('auth.last_way_in');
    expect((await again.own.send('DELETE', `${path}?anyway=true`)).status).toBe(200);
  });

  test('an address leads to the provider of its domain, whoever has it', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there, { button: false, required: true });
    const ask = async (email?: string) =>
      (await browser(school).send('GET', `/auth/sign-on${email ? `?email=${email}` : ''}`)).body;
    await comeIn(school, id, 'ana');
    const routed = { providerId: id, name: 'Halden Works', required: true };
    expect(await ask()).toEqual({ ways: [], routed: null });
    expect(await ask('ana@halden.example')).toEqual({ ways: [], routed });
    expect(await ask('NOBODY@halden.example')).toEqual({ ways: [], routed });
    expect(await ask('ana@sub.halden.example')).toEqual({ ways: [], routed: null });
  });

  // Without `confirmedEmail` Ben was let in, and with `trusted` alone Eve was.
  test('an address that is not confirmed, or is of another domain, says nothing', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    await school.person('learner', 'Carla');
    for (const who of ['ben', 'eve'])
      expect((await comeIn(school, id, who)).body.code, who).toBe('auth.sign_on_unconfirmed');
    const owner = await school.person('owner', 'Olga');
    await owner.call(updateProvider, { providerId: id, trusted: true });
    expect((await comeIn(school, id, 'ben')).body.person.name).toBe('Ben');
    expect((await comeIn(school, id, 'eve')).body.code).toBe('auth.sign_on_unconfirmed');
  });

  test('where nobody new is let in, those who were invited are', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there, { admits: 'nobody' });
    expect((await comeIn(school, id, 'ana')).body.code).toBe('auth.sign_on_by_invitation');
    const olga = await signedIn(school, 'Olga', 'owner');
    await olga.browser.send('POST', '/auth/invitations', { name: 'Ana', email: 'ana@halden.example' });
    expect((await comeIn(school, id, 'ana')).body.person.name).toBe('Ana');
  });

  // Without `mayConnect` whoever had signed up with Ana's address before her still had the password of her account.
  test('an account with a password is connected by its person, and by nobody else', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    const ana = browser(school);
    await ana.send('POST', '/auth/sign-up', { name: 'Ana', email: 'ana@halden.example', password });
    expect((await comeIn(school, id, 'ana')).body.code).toBe('auth.sign_on_not_connected');

    const connected = await comeIn(school, id, 'ana', ana, { connect: true });
    expect(connected.body).toMatchObject({ connected: true, person: { name: 'Ana' } });
    expect((await comeIn(school, id, 'ana')).body.person.name).toBe('Ana');
    // The address at the provider is not asked for any more: who it is, is.
    expect((await comeIn(school, id, 'eve', ana, { connect: true })).body.connected).toBe(true);
    const { browser: mia } = await signedIn(school, 'Mia');
    expect((await comeIn(school, id, 'eve', mia, { connect: true })).body.code).toBe('auth.sign_on_taken');
    expect((await browser(school).send('POST', `/auth/sign-on/${id}/start`, { connect: true })).status).toBe(403);
  });

  test('what one person began to connect, another who is signed in by then does not finish', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    const [mallory, mia] = [await signedIn(school, 'Mallory'), await signedIn(school, 'Mia')];
    const { location, ticket } = await start(mallory.browser, id, { connect: true });
    const answer = await walk(location, 'eve');
    expect((await finish(mia.browser, answer, ticket)).body.code).toBe('auth.sign_on_too_late');
  });

  test('what came back is taken once, in time, and in the browser it left from', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    const own = browser(school);
    const { location, ticket } = await start(own, id);
    const answer = await walk(location, 'ana');
    // Another browser has begun, too: with its ticket the answer means nothing, and the other way round.
    const other = await start(browser(school), id);
    expect((await finish(browser(school), answer, other.ticket)).body.code).toBe('auth.sign_on_too_late');
    const [text] = ticket.split('.');
    expect((await finish(own, answer, `${text}.forged`)).body.code).toBe('auth.sign_on_too_late');
    expect((await finish(own, answer, ticket)).status).toBe(200);
    // The provider ends the code, and the school the ticket: the first of them to be asked refuses.
    expect((await finish(browser(school), answer, ticket)).status).toBeGreaterThanOrEqual(401);

    const late = await start(own, id);
    const slow = await walk(late.location, 'ana');
    school.advance({ minutes: 16 });
    expect((await finish(own, slow, late.ticket)).body.code).toBe('auth.sign_on_too_late');
  });

  // Without `enableNonRepudiationChecks` a token with another key's signature was Mallory's.
  test('a provider that says what it may not say lets nobody in', async (school) => {
    const bent = until(await openBentProvider());
    const { id } = await trusting(school, bent);
    const tried = async () => {
      const own = browser(school);
      const { location, ticket } = await start(own, id);
      const { body } = await finish(own, bent.codeFor(location), ticket);
      return body.code ?? body.person.name;
    };
    expect(await tried()).toBe('Mallory');
    const past = Math.floor(Date.now() / 1_000) - 3_600;
    for (const claims of [
      { nonce: 'of another sign-in' },
      { nonce: undefined },
      { iss: 'https://another.example' },
      { aud: 'another client' },
      { exp: past },
      { sub: '' },
    ]) {
      bent.claims = claims as typeof bent.claims;
      expect(await tried(), JSON.stringify(claims)).toBe('auth.sign_on_failed');
    }
    bent.claims = {};
    for (const sign of ['with another key', 'not at all'] as const) {
      bent.sign = sign;
      expect(await tried(), sign).toBe('auth.sign_on_failed');
    }
  });

  test('an answer of one provider is not taken for another one (RFC 9207)', async (school) => {
    const [honest, bent] = [until(await openProvider(halden, redirect)), until(await openBentProvider())];
    const [one, two] = [
      await trusting(school, honest),
      await trusting(school, bent, { name: 'Bent', domains: ['bent.example'] }),
    ];
    const own = browser(school);
    const mixed = await start(own, two.id);
    const state = new URL(mixed.location).searchParams.get('state') ?? '';
    const straight = await start(own, one.id);
    const answer = new URLSearchParams(await walk(straight.location, 'ana'));
    expect(answer.get('iss')).toBe(honest.issuer);
    answer.set('state', state);
    const { body } = await finish(own, answer.toString(), mixed.ticket);
    expect(body.code).toMatch(/^auth\.sign_on_(failed|refused)$/);
  });

  // Without `refuseWhereSignOnIsNeeded` Ben came in by his password.
  test('people of a domain that has to use its provider are refused elsewhere, owners are not', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    const owner = await school.person('owner', 'Olga');
    const send = (email: string, given = password) =>
      browser(school).send('POST', '/auth/sign-in', { email, password: given });
    const [ben, olga] = [await signedIn(school, 'Ben'), await signedIn(school, 'Olga', 'owner')];
    const domains = ['halden.example', 'example.org'];
    await owner.call(updateProvider, { providerId: id, domains, required: true });
    expect((await send(ben.email)).body.code).toBe('auth.sign_on_needed');
    // Who has not proven to be anybody is told nothing.
    expect((await send('nobody@example.org')).body.code).toBe('auth.wrong_credentials');
    expect((await send(ben.email, 'a wrong sentence')).body.code).toBe('auth.wrong_credentials');
    expect((await send(olga.email)).status).toBe(200);
  });

  test('two organizations have a provider each, and neither sees or uses the other one', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const home = await trusting(school, there);
    const owner = await school.person('owner', 'Olga');
    const north = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
    const auth = school.server.host.serviceOf('auth') as { readonly signOn: SignOn };
    const inNorth = <T>(work: () => Promise<T>) =>
      runInScope({ actor: { kind: 'person', id: owner.id }, org: north.id, request: 'test', via: 'kernel' }, work);
    const { signOn } = auth;
    const call = { org: north.id, site: 'http://school.test', actor: { kind: 'anonymous', id: 'anonymous' } } as Call;
    const noOne = { providers: { items: [] }, options: { ways: [], routed: null } };
    expect(await inNorth(async () => (await signOn.providers.list(call)).items)).toEqual(noOne.providers.items);
    expect(await inNorth(() => signOn.options('ana@halden.example'))).toEqual(noOne.options);
    const started = inNorth(() => signOn.start({ providerId: home.id, connect: false }, call));
    await expect(started).rejects.toMatchObject({ problem: { code: 'not_found' } });
    const tried: (() => Promise<unknown>)[] = [
      () => signOn.providers.update(home.id, { enabled: false }),
      () => signOn.providers.remove(home.id),
      () => signOn.providers.test(home.id, call),
    ];
    for (const work of tried)
      await expect(inNorth(() => school.server.database.unit(work))).rejects.toMatchObject({
        problem: { code: 'not_found' },
      });
    // A ticket that was begun in one does not end in the other.
    const { location, ticket } = await start(browser(school), home.id);
    const answer = await walk(location, 'ana');
    const ended = inNorth(() => signOn.ask({ answer, ticket }, call));
    await expect(ended).rejects.toMatchObject({ problem: { code: 'not_found' } });
  });

  // Without `organizationsOf` in `mayConnect` an owner of one school could become a teacher of another one.
  test('the provider of one organization does not say who somebody of two of them is', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id } = await trusting(school, there);
    const owner = await school.person('owner', 'Olga');
    const north = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
    const { id: ana } = await owner.call(usersContract.operations.create, { name: 'Ana', email: 'ana@halden.example' });
    const organizations = school.service(organizationsService);
    await runInScope({ actor: system, org: north.id, request: 'test', via: 'kernel' }, () =>
      school.server.database.unit(() => organizations.join(ana)),
    );
    expect((await comeIn(school, id, 'ana')).body.code).toBe('auth.sign_on_not_connected');
  });

  test('the secret of a provider is sealed, is never answered, and goes to no other address', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const { id, ...shown } = await trusting(school, there);
    expect(JSON.stringify(shown)).not.toContain(there.client.clientSecret);
    const [row] = await school.server.database.rawAll('select * from sign_on_providers');
    expect(JSON.stringify(row)).not.toContain(there.client.clientSecret);
    const owner = await school.person('owner', 'Olga');
    const elsewhere = { providerId: id, issuer: 'https://mallory.example' };
    expect((await owner.refused(updateProvider, elsewhere, 'invalid_input')).pointer).toBe('/clientSecret');
  });

  test('an owner is told what is wrong with a provider', async (school) => {
    const there = until(await openProvider(halden, redirect));
    const owner = await school.person('owner', 'Olga');
    const { id } = await trusting(school, there);
    expect(await owner.call(testProvider, { providerId: id })).toEqual({ ok: true, problem: null });
    await owner.call(updateProvider, { providerId: id, clientSecret: 'not it' });
    expect((await owner.call(testProvider, { providerId: id })).problem).toContain('client ID with this secret');
    const change = async (issuer: string) => {
      await owner.call(updateProvider, { providerId: id, issuer, clientSecret: 'x' });
      return (await owner.call(testProvider, { providerId: id })).problem;
    };
    expect(await change(`${there.issuer}/nothing`)).toContain('does not answer as an OpenID Connect provider');
    expect(await change('http://id.halden.example')).toContain('privateHosts');
    expect(await change('https://10.0.0.1')).toContain('private network');
    await owner.call(removeProvider, { providerId: id });
    expect((await owner.call(providers, {})).items).toEqual([]);
  });

  test('a domain has one provider, and only an owner may say which', async (school) => {
    const there = until(await openProvider(halden, redirect));
    await trusting(school, there);
    const owner = await school.person('owner', 'Olga');
    const again = { name: 'Again', issuer: there.issuer, ...there.client };
    await owner.refused(addProvider, { ...again, domains: ['HALDEN.example'] }, 'auth.domain_taken');
    await owner.refused(addProvider, { ...again, kind: 'saml' }, 'auth.unknown_kind');
    await owner.refused(addProvider, { ...again, required: true }, 'invalid_input');
    const teacher = await school.person('instructor', 'Ben');
    await teacher.refused(addProvider, again, 'not_allowed');
  });
};
