// Signing in with Google, Microsoft, GitLab, Apple and GitHub, the whole way: what an owner fills in, the browser at the
// provider and back, the person in the school.
import { type Scenario, type TestSchool, testScenarios } from '@lectern/server/testing';
import { afterAll, expect } from 'vitest';
import { authContract } from '../src/contract.ts';
import { authPlugin } from '../src/plugin.ts';
import { type Browser, browser, identityWing, signedIn, whoami } from './browser.ts';
import { apple, github, gitlab, google, type Maker, microsoft } from './makers.ts';
import { walkThere } from './provider.ts';

const { addProvider, updateProvider, testProvider, providers } = authContract.operations;
const site = 'http://school.test';
const home = '11111111-2222-3333-4444-555555555555';
const people = {
  ana: { email: 'ana@example.org', email_verified: true, name: 'Ana Ibarra' },
  eve: { email: 'boss@example.org', email_verified: false, name: 'Eve' },
};
const edov = {
  ana: { email: 'ana@example.org', xms_edov: true, name: 'Ana Ibarra' },
  // Whoever runs a directory writes into it what they like.
  eve: { email: 'boss@example.org', name: 'Eve' },
};
const makers: Maker[] = [
  await google({ site, people }),
  await gitlab({ site, people }),
  await github({ site, people }),
  await apple({ site, people }),
  await microsoft({ site, people: edov, tenant: 'common', home }),
];
const ownDirectory = await microsoft({ site, people: edov, tenant: home, home });
const strangers = await microsoft({ site, people: edov, tenant: home, home: '99999999-2222-3333-4444-555555555555' });
afterAll(async () => {
  for (const { close } of [...makers, ownDirectory, strangers]) await close();
});
const standIns = Object.assign({}, ...makers.map((maker) => maker.standIns)) as Record<string, string>;
const apples = makers.find(({ kind }) => kind === 'apple')!;

async function trusting(school: TestSchool, { kind, given }: Maker, more: object = {}) {
  const owner = await school.person('owner', 'Olga');
  return { owner, ...(await owner.call(addProvider, { name: kind, kind, ...given, ...more })) };
}
/** The page of another site makes the browser send a form: no cookie that is SameSite=Lax comes with it. */
const postHome = (school: TestSchool, address: string, body: BodyInit, headers: Record<string, string> = {}) =>
  school.server.fetch(
    new Request(address, {
      method: 'POST',
      body,
      headers: { origin: 'https://appleid.apple.com', 'sec-fetch-site': 'cross-site', ...headers },
    }),
  );
interface Asked {
  readonly who?: string;
  readonly own?: Browser;
  /** What Apple's page says beside the code, the first time. */
  readonly user?: string;
}
async function comeIn(
  school: TestSchool,
  id: string,
  played = standIns,
  { who = 'ana', own = browser(school), user }: Asked = {},
) {
  const { location, ticket } = (await own.send('POST', `/auth/sign-on/${id}/start`, {})).body;
  const { answer, post } = await walkThere(location, who, played);
  if (user !== undefined) answer.set('user', user);
  const back = post === undefined ? undefined : await postHome(school, post, answer);
  const home = back?.headers.get('location') ?? `${site}/sign-in/return?${answer}`;
  const { search, hash, pathname, origin } = new URL(home, site);
  expect(origin + pathname).toBe(`${site}/sign-in/return`);
  const finished = await own.send('POST', '/auth/sign-on/finish', { answer: (hash || search).slice(1), ticket });
  return { own, back, home, ...finished };
}
const named = (first: string, last: string, email = '') =>
  JSON.stringify({ name: { firstName: first, lastName: last }, ...(email && { email }) });

const scenarios = (test: Scenario): void => {
  for (const maker of makers)
    test(`somebody comes in with ${maker.kind}, the first time and every time after`, async (school) => {
      const { owner, id } = await trusting(school, maker);
      const { kinds } = await owner.call(providers, {});
      const { asks, secret } = kinds.find(({ kind }) => kind === maker.kind)!;
      expect(asks.map(({ name }) => name)).toEqual(Object.keys(maker.given.details ?? {}));
      expect(secret).toBe(maker.kind === 'apple' ? 'key' : 'text');
      expect(await owner.call(testProvider, { providerId: id })).toEqual({ ok: true, problem: null });

      const user = maker.kind === 'apple' ? named('Ana', 'Ibarra') : undefined;
      const first = await comeIn(school, id, standIns, { ...(user && { user }) });
      expect(first.body).toMatchObject({ person: { name: 'Ana Ibarra', email: 'ana@example.org' }, connected: false });
      expect(await whoami(first.own)).toBe('Ana Ibarra');
      const again = await comeIn(school, id);
      expect(again.body.person).toMatchObject({ id: first.body.person.id, name: 'Ana Ibarra' });
      // Whoever writes somebody's address into an account there is not taken for them, and no owner can say otherwise: with
      // `everybodys: false` for Microsoft's `common`, Eve was let in as the boss.
      await owner.call(updateProvider, { providerId: id, trusted: true, domains: ['example.org'] });
      expect((await comeIn(school, id, standIns, { who: 'eve' })).body.code).toBe('auth.sign_on_unconfirmed');
    });

  test('of the form that Apple sends nothing is believed but a name', async (school) => {
    const { id } = await trusting(school, apples);
    const told = await comeIn(school, id, standIns, { user: named('Ana', 'Ibarra', 'boss@example.org') });
    expect(told.body.person).toMatchObject({ name: 'Ana Ibarra', email: 'ana@example.org' });
    // It is not where a server or its log would see it, and no session came of the form.
    expect(told.home).not.toContain('?');
    expect(told.back).toMatchObject({ status: 303 });
    expect(told.back?.headers.getSetCookie()).toEqual([]);
    expect(told.back?.headers.get('cache-control')).toBe('no-store');
  });
  test('what Apple says of a name may be nonsense', async (school) => {
    const { id } = await trusting(school, apples);
    const { body } = await comeIn(school, id, standIns, { user: '{"name":[' });
    expect(body.person).toMatchObject({ name: 'ana', email: 'ana@example.org' });
  });

  // Answered with a session, or without the ticket of the browser, this is how a stranger signs somebody in as themselves.
  test('a form that a stranger makes a browser send signs nobody in', async (school) => {
    const { id } = await trusting(school, apples);
    const eve = browser(school);
    const { location, ticket } = (await eve.send('POST', `/auth/sign-on/${id}/start`, {})).body;
    const { answer, post } = await walkThere(location, 'ana', standIns);
    const victim = await signedIn(school, 'Mia');
    const mine = (await victim.browser.send('POST', `/auth/sign-on/${id}/start`, {})).body;
    const back = await postHome(school, post!, answer, { cookie: `lectern_session=${victim.browser.cookie}` });
    expect([back.status, back.headers.getSetCookie()]).toEqual([303, []]);
    const told = new URL(back.headers.get('location')!, site).hash.slice(1);
    const tried = await victim.browser.send('POST', '/auth/sign-on/finish', { answer: told, ticket: mine.ticket });
    expect(tried.body.code).toBe('auth.sign_on_too_late');
    expect(await whoami(victim.browser)).toBe('Mia');
    // In the browser it left from it is still good.
    expect((await eve.send('POST', '/auth/sign-on/finish', { answer: told, ticket })).status).toBe(200);
  });

  test('the form leads to one page of this school and carries what belongs to an answer', async (school) => {
    const address = `${site}/api/auth/sign-on/return`;
    const form = new URLSearchParams({ code: 'a b&c', state: '#/%0d%0aset-cookie: x', next: 'https://evil.example' });
    const location = (await postHome(school, address, form)).headers.get('location')!;
    expect(location.startsWith('/sign-in/return#')).toBe(true);
    const kept = new URLSearchParams(new URL(location, site).hash.slice(1));
    expect(Object.fromEntries(kept)).toEqual({ code: 'a b&c', state: '#/%0d%0aset-cookie: x' });
    expect((await postHome(school, address, new URLSearchParams({ code: 'x'.repeat(9_000) }))).status).toBe(413);
    expect((await postHome(school, address, '{}', { 'content-type': 'application/json' })).status).toBe(415);
  });

  test('a kind asks for exactly what it needs, and says where it is missing', async (school) => {
    const owner = await school.person('owner', 'Olga');
    const { kind, given } = apples;
    const add = { name: 'Apple', kind, ...given };
    const pointerOf = async (more: object) =>
      (await owner.refused(addProvider, { ...add, ...more }, 'invalid_input')).pointer;
    expect(await pointerOf({ details: { teamId: 'TEAM567890' } })).toBe('/details/keyId');
    expect(await pointerOf({ details: { ...given.details, teamId: 'a team' } })).toBe('/details/teamId');
    expect(await pointerOf({ details: { ...given.details, tenant: 'x' } })).toBe('/details');
    expect(await pointerOf({ clientSecret: 'a line of text' })).toBe('/clientSecret');
    expect(await pointerOf({ clientSecret: '' })).toBe('/clientSecret');
    expect(await pointerOf({ kind: 'microsoft', details: { tenant: 'evil.example/../..' } })).toBe('/details/tenant');
    // A field of one line eats the line breaks of a key.
    const { id } = await owner.call(addProvider, { ...add, clientSecret: given.clientSecret.replaceAll('\n', '') });
    expect((await comeIn(school, id)).status).toBe(200);
    await owner.call(updateProvider, { providerId: id, details: { ...given.details, keyId: 'OTHER56789' } });
    expect((await owner.call(testProvider, { providerId: id })).problem).toContain('does not know');
  });
};
testScenarios(authPlugin, scenarios, { ...identityWing, serving: () => ({ standIns }) });

// One address in the world, played by another server each time.
testScenarios(
  authPlugin,
  (test) => {
    test('a directory of the school says whose addresses are theirs, and no others do', async (school) => {
      const given = { trusted: true, domains: ['example.org'] };
      const { id, issuer } = await trusting(school, ownDirectory, given);
      expect(issuer).toBe(`https://login.microsoftonline.com/${home}/v2.0`);
      const eve = await comeIn(school, id, ownDirectory.standIns, { who: 'eve' });
      expect(eve.body.person).toMatchObject({ email: 'boss@example.org' });
    });
  },
  { ...identityWing, serving: () => ({ standIns: ownDirectory.standIns }) },
);
testScenarios(
  authPlugin,
  (test) => {
    test('an account of another directory does not come in by the one of the school', async (school) => {
      const { id } = await trusting(school, strangers, { trusted: true, domains: ['example.org'] });
      expect((await comeIn(school, id, strangers.standIns)).body.code).toBe('auth.sign_on_failed');
    });
  },
  { ...identityWing, serving: () => ({ standIns: strangers.standIns }) },
);
