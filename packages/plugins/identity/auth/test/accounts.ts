import { accessService } from '@lectern/access/contract';
import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import { authService } from '../src/contract.ts';
import { demoPassword } from '../src/seed.ts';
import type { Auth } from '../src/service.ts';
import { account, browser, closed, password, signedIn, whoami } from './browser.ts';

const accounts = async (school: TestSchool, email: string) =>
  Number((await school.server.database.rawAll(`select count(*) as n from users where email = '${email}'`))[0]?.n);

export const accountScenarios = (test: Scenario): void => {
  test('a school that takes no sign-ups says so', async (school) => {
    await closed(school);
    const { status, body } = await browser(school).send('POST', '/auth/sign-up', {
      name: 'Ben',
      email: 'ben@example.org',
      password,
    });
    expect([status, body.code]).toEqual([403, 'auth.sign_up_closed']);
    expect(await accounts(school, 'ben@example.org')).toBe(0);
  });

  test('who signs up is signed in, and somebody of the school', async (school) => {
    await school.events();
    const own = browser(school);
    const { body } = await own.send('POST', '/auth/sign-up', { name: 'Ben', email: 'Ben@Example.org', password });
    expect(body).toMatchObject({ person: { name: 'Ben', email: 'ben@example.org' }, permissions: [] });
    expect(await whoami(own)).toBe('Ben');
    expect((await school.events()).map(({ name }) => name)).toEqual([
      'user.joined',
      'auth.password_changed',
      'auth.signed_in',
    ]);
    expect(
      (await own.send('POST', '/auth/sign-up', { name: 'Ben', email: 'ben2@example.org', password: 'short' })).body,
    ).toMatchObject({ status: 422, pointer: '/password' });
  });

  test('signing up five times at once is one account', async (school) => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        browser(school).send('POST', '/auth/sign-up', { name: `Ben ${i}`, email: 'ben@example.org', password }),
      ),
    );
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      ...Array(4).fill('auth.email_taken'),
    ]);
    expect(await accounts(school, 'ben@example.org')).toBe(1);
  });

  test('somebody invited sets a password with the link, once', async (school) => {
    const owner = await signedIn(school, 'Olga', 'owner');
    const { body: invitation } = await owner.browser.send('POST', '/auth/invitations', {
      name: 'Ben Okafor',
      email: 'ben@example.org',
      role: 'instructor',
    });
    expect(invitation.link).toMatch(/^http:\/\/school\.test\/set-up\/[\w-]{43}$/);
    const path = `/auth/links/${invitation.link.split('/').at(-1)}`;
    const own = browser(school);
    expect((await own.send('POST', '/auth/sign-in', { email: 'ben@example.org', password })).status).toBe(401);

    expect((await own.send('GET', path)).body).toEqual({
      name: 'Ben Okafor',
      email: 'ben@example.org',
      owner: false,
    });
    expect((await own.send('POST', path, { password, email: 'mallory@example.org' })).body).toMatchObject({
      status: 422,
      pointer: '/email',
    });
    const { status, body } = await own.send('POST', path, { password });
    expect(status).toBe(200);
    expect(body.permissions).toContain('key.create');
    expect(await whoami(own)).toBe('Ben Okafor');

    for (const method of ['GET', 'POST']) {
      const again = await browser(school).send(method, path, method === 'POST' ? { password } : undefined);
      expect([again.status, again.body.code]).toEqual([410, 'auth.link_not_valid']);
    }
    expect((await browser(school).send('POST', '/auth/sign-in', { email: 'ben@example.org', password })).status).toBe(
      200,
    );
    const taken = await owner.browser.send('POST', '/auth/invitations', { name: 'Ben', email: 'ben@example.org' });
    expect(taken.body.code).toBe('auth.email_taken');
  });

  test('a link is good for seven days, and a newer one ends it', async (school) => {
    const auth = school.service(authService);
    const ana = await school.person('learner', 'Ana');
    const link = () => school.inside(() => auth.linkFor(ana.id));
    const status = async (path: string) =>
      (await browser(school).send('GET', `/auth/links/${path.split('/').at(-1)}`)).status;

    const first = await link();
    expect(await status(first)).toBe(200);
    const second = await link();
    expect([await status(first), await status(second)]).toEqual([410, 200]);
    school.advance({ days: 7, seconds: 1 });
    expect(await status(second)).toBe(410);
  });

  test('who forgot a password is given a link, which ends the one before; the password holds until it is used', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ben = await signedIn(school, 'Ben', 'instructor');
    const ask = async (email: string) => (await olga.browser.send('POST', '/auth/links', { email })).body;
    const [first, second] = [await ask(ben.email), await ask(ben.email.toUpperCase())];
    expect(second).toMatchObject({ userId: ben.id, link: expect.stringMatching(/^http:\/\/school\.test\/set-up\//) });
    expect(await whoami(ben.browser)).toBe('Ben');

    const use = (link: string) =>
      browser(school).send('POST', `/auth/links/${link.split('/').at(-1)}`, { password: 'another sentence' });
    expect((await use(first.link)).body.code).toBe('auth.link_not_valid');
    expect((await use(second.link)).body.person.name).toBe('Ben');
    expect(await whoami(ben.browser)).toBeUndefined();
    const { status } = await browser(school).send('POST', '/auth/sign-in', ben.credentials);
    expect(status).toBe(401);
  });

  test('no link is made for somebody of another school, and none by who may not', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const ben = await signedIn(school, 'Ben', 'instructor');
    // Without the question of membership this made a link to the account of somebody else's school.
    const elsewhere = 'mia@example.org';
    const users = school.server.host.serviceOf('users') as { create(person: object): Promise<{ id: string }> };
    const { id } = await school.inside(() =>
      school.server.database.unit(() => users.create({ name: 'Mia', email: elsewhere })),
    );
    await school.server.database.rawAll(`delete from memberships where user_id = '${id}'`);
    for (const email of [elsewhere, 'nobody@example.org'])
      expect((await olga.browser.send('POST', '/auth/links', { email })).body).toMatchObject({
        status: 404,
        pointer: '/email',
      });
    expect((await ben.browser.send('POST', '/auth/links', { email: olga.email })).status).toBe(403);
  });

  test('of two who open a link at once, one gets in, and other sessions of the person end', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const path = await school.inside(() => school.service(authService).linkFor(ana.id));
    const [one, two] = [browser(school), browser(school)];
    const answers = await Promise.all(
      [one, two].map((each, i) =>
        each.send('POST', `/auth/links/${path.split('/').at(-1)}`, { password: `${password} ${i}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect([await whoami(one), await whoami(two)].filter(Boolean)).toEqual(['Ana']);
    expect(await whoami(ana.browser)).toBeUndefined();
  });

  test('the first owner opens the link of a new school and says who they are', async (school) => {
    const { setup } = school.service(authService) as Auth;
    await setup.prepare({ schoolName: 'Halden Evening School' });
    const path = (await setup.ownerLink())!;
    const own = browser(school);
    expect((await own.send('GET', `/auth/links/${path.split('/').at(-1)}`)).body.owner).toBe(true);
    const answer = await own.send('POST', `/auth/links/${path.split('/').at(-1)}`, {
      password,
      name: 'Solveig Brandt',
      email: 'Solveig@example.org',
    });
    expect(answer.body.person).toMatchObject({ name: 'Solveig Brandt', email: 'solveig@example.org' });
    expect(answer.body.permissions).toContain('access.assign');
    expect(await setup.ownerLink()).toBeUndefined();
    expect(
      (await browser(school).send('POST', '/auth/sign-in', { email: 'solveig@example.org', password })).status,
    ).toBe(200);
  });

  test('a school whose owner is given can be prepared twice', async (school) => {
    const { setup, needsSetUp } = school.service(authService) as Auth;
    const owner = { name: 'Solveig', email: 'solveig@example.org', password };
    await school.inside(async () => expect(await needsSetUp()).toBe(true));
    const link = (await setup.ownerLink())!;
    await setup.prepare({ schoolName: 'Halden', owner });
    // The owner the link was for is the one who is named now, and the link is void.
    expect((await browser(school).send('GET', `/auth/links/${link.split('/').at(-1)}`)).status).toBe(410);
    await school.inside(async () => expect(await school.service(accessService).owners()).toHaveLength(1));
    await setup.prepare({ schoolName: 'Halden', owner: { ...owner, password: 'another sentence' } });
    expect(await setup.ownerLink()).toBeUndefined();
    await school.inside(async () => expect(await needsSetUp()).toBe(false));
    expect(await accounts(school, owner.email)).toBe(1);
    expect((await browser(school).send('POST', '/auth/sign-in', { email: owner.email, password })).status).toBe(200);
  });

  test('an embedding application lets its people in, and makes each account once', async (school) => {
    const { authenticator } = school.service(authService) as Auth;
    const mia = { email: 'Mia@example.org', name: 'Mia' };
    const ids = (await Promise.all(Array.from({ length: 5 }, () => authenticator.admit(mia)))).map(
      ({ actor }) => actor.id,
    );
    expect(new Set(ids).size).toBe(1);
    expect(await accounts(school, 'mia@example.org')).toBe(1);
    expect((await authenticator.identityOf('mia@example.org'))?.actor.id).toBe(ids[0]);
    expect(await authenticator.identityOf('nobody@example.org')).toBeUndefined();
  });

  test('the demo school has people who can sign in, sown once', async (school) => {
    const spec = school.server.host.specs.find(({ contract }) => contract.id === 'auth')!;
    const sow = () =>
      school.inside(() => spec.seed!(school.service(authService), school.server.host.contextOf('auth'), 'demo'));
    await sow();
    await school.events();
    await sow();
    expect(await school.events()).toEqual([]);
    for (const [email, permission] of [
      ['solveig', 'access.assign'],
      ['marta', 'key.create'],
    ] as const) {
      const { body } = await browser(school).send('POST', '/auth/sign-in', {
        email: `${email}@halden.example`,
        password: demoPassword,
      });
      expect(body.permissions, email).toContain(permission);
    }
    expect(await whoami((await signedInAs(school, 'sara@halden.example')).browser)).toBe('سارة المنصوري');
  });

  test('an owner who is invited later does not choose another address with the link', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { body } = await olga.browser.send('POST', '/auth/invitations', {
      name: 'Otto',
      email: 'otto@example.org',
      role: 'owner',
    });
    const path = `/auth/links/${body.link.split('/').at(-1)}`;
    expect((await browser(school).send('GET', path)).body.owner).toBe(false);
    expect((await browser(school).send('POST', path, { password, email: 'mallory@example.org' })).status).toBe(422);
    expect((await browser(school).send('POST', path, { password })).body.permissions).toContain('access.assign');
  });

  test('a school with an owner is not given one whose password everybody knows', async (school) => {
    const auth = school.service(authService);
    await account(school, 'Olga', 'owner');
    const spec = school.server.host.specs.find(({ contract }) => contract.id === 'auth')!;
    await school.inside(() => spec.seed!(auth, school.server.host.contextOf('auth'), 'demo'));
    expect(await accounts(school, 'solveig@halden.example')).toBe(0);
    expect(await accounts(school, 'marta@halden.example')).toBe(1);
  });

  test('an account without a password cannot be signed in to', async (school) => {
    const ana = await school.person('learner', 'Ana');
    const own = browser(school);
    expect((await own.send('POST', '/auth/sign-in', { email: ana.email, password: 'undefined' })).body.code).toBe(
      'auth.wrong_credentials',
    );
    await account(school, 'Ana');
    expect((await own.send('POST', '/auth/sign-in', { email: ana.email, password })).status).toBe(200);
  });
};

async function signedInAs(school: TestSchool, email: string) {
  const own = browser(school);
  await own.send('POST', '/auth/sign-in', { email, password: demoPassword });
  return { browser: own };
}
