// Who comes in by the address they have. That a school has to show first that a domain is its own stands in the tests of
// organizations.
import { authService } from '@lectern/auth/contract';
import { runInScope, system } from '@lectern/kit';
import { organizationsContract, organizationsService } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { invitationsContract } from '../src/contract.ts';
import { invitationsPlugin } from '../src/plugin.ts';

const { accept, invite } = invitationsContract.operations;
const { create, change, setEntrance } = organizationsContract.operations;
const password = 'a long enough sentence';

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
/** From here on the school sends mail. */
function mailed(school: TestSchool): Mail[] {
  const sent: Mail[] = [];
  Object.defineProperty(school.server.mail, 'delivers', { value: true });
  Object.defineProperty(school.server.mail, 'send', { value: async (mail: Mail) => void sent.push(mail) });
  return sent;
}
const inside = <T>(school: TestSchool, org: string, work: () => Promise<T>) =>
  runInScope({ actor: system, org, request: 'test', via: 'kernel' }, () => school.server.database.unit(work));
const stateIn = async (school: TestSchool, org: string, userId: string) =>
  (await inside(school, org, () => school.service(organizationsService).membershipOf(userId)))?.state;

/** A school below that has shown halden.example to be its own. */
async function branch(school: TestSchool, owner: TestPerson, name: string): Promise<string> {
  const { id } = await owner.call(create, { name, address: name.toLowerCase() });
  await inside(school, id, () =>
    (school.service(organizationsService) as never as { setEntrance(given: object): Promise<void> }).setEntrance({
      emailDomains: ['halden.example'],
    }),
  );
  await school.server.database.rawAll(
    `insert into organization_mail_domains (domain, organization, verified_at) select 'halden.example', id, created_at from organizations where id = '${id}' returning domain`,
  );
  return id;
}
/** Somebody who opens the link that was mailed to them. */
async function arrives(school: TestSchool, owner: TestPerson, sent: Mail[], email: string): Promise<string> {
  await owner.call(invite, { emails: [email] });
  await school.work();
  const token = /\/join\/(\S+)/.exec(sent.findLast(({ to }) => to === email)!.text)![1]!;
  const visitor = await school.person('visitor');
  const { person } = await visitor.call(accept, { token, name: 'Ben', password });
  await school.deliver();
  return person!.id;
}

testScenarios(invitationsPlugin, (test) => {
  test('whoever confirms an address comes into every school that has shown the domain, and into no other', async (school) => {
    const [owner, sent] = [await school.person('owner'), mailed(school)];
    const [north, south] = [await branch(school, owner, 'North'), await branch(school, owner, 'South')];
    const { id: west } = await owner.call(create, { name: 'West', address: 'west' });
    const ben = await arrives(school, owner, sent, 'ben@halden.example');
    for (const org of [north, south]) expect(await stateIn(school, org, ben)).toBe('active');
    expect(await stateIn(school, west, ben)).toBeUndefined();
    const cleo = await arrives(school, owner, sent, 'cleo@elsewhere.example');
    expect(await stateIn(school, north, cleo)).toBeUndefined();
  });

  // Staff are shown the link where no mail is sent: whoever types it may have invited any address. It counted as confirmed.
  test('an address to which nothing was mailed is not confirmed by a link that was handed over', async (school) => {
    const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
    const north = await branch(school, owner, 'North');
    const [invitation] = (await owner.call(invite, { emails: ['ben@halden.example'] })).items;
    const token = invitation!.link!.split('/join/')[1]!;
    const { person } = await visitor.call(accept, { token, name: 'Ben', password });
    await school.deliver();
    expect(await school.inside(() => school.service(authService).confirmedAddress(person!.id))).toBeUndefined();
    expect(await stateIn(school, north, person!.id)).toBeUndefined();
  });

  test('who is a member already and opens the mail shows their own address with it, and no other', async (school) => {
    const [owner, cleo, sent] = [await school.person('owner'), await school.person('learner', 'Cleo'), mailed(school)];
    const confirmed = () => school.inside(() => school.service(authService).confirmedAddress(cleo.id));
    for (const email of ['cleo@work.example', cleo.email]) {
      expect(await confirmed()).toBeUndefined();
      await owner.call(invite, { emails: [email] });
      await school.work();
      const token = /\/join\/(\S+)/.exec(sent.findLast(({ to }) => to === email)!.text)![1]!;
      await cleo.call(accept, { token });
    }
    expect(await confirmed()).toBe(cleo.email);
  });

  // With `join` alone, which lets in who was removed, both were active again.
  test('who was suspended or removed there does not come in again by an address', async (school) => {
    const owner = await school.person('owner');
    const [north, south] = [await branch(school, owner, 'North'), await branch(school, owner, 'South')];
    const [organizations, { newcomers }] = [school.service(organizationsService), school.service(authService)];
    const within = <T>(work: () => Promise<T>) => school.inside(() => school.server.database.unit(work));
    const email = 'cleo@halden.example';
    const cleo = await within(() => newcomers.make({ name: 'Cleo', email, hash: 'none', verified: false }));
    for (const [org, state] of [
      [north, 'suspended'],
      [south, 'removed'],
    ] as const)
      await inside(school, org, async () => {
        await organizations.join(cleo.id);
        await organizations.setMembership(cleo.id, state);
      });
    await within(() => newcomers.addressShown(cleo.id, email));
    await school.deliver();
    expect(await school.inside(() => school.service(authService).confirmedAddress(cleo.id))).toBe(email);
    expect([await stateIn(school, north, cleo.id), await stateIn(school, south, cleo.id)]).toEqual([
      'suspended',
      'removed',
    ]);
  });

  // Asked with the address of the event the person came into a school whose domain they never had.
  test('between the confirming and the coming in the address may have become another, which nobody has confirmed', async (school) => {
    const [owner, cleo, sent] = [await school.person('owner'), await school.person('learner', 'Cleo'), mailed(school)];
    const north = await branch(school, owner, 'North');
    await owner.call(invite, { emails: [cleo.email] });
    await school.work();
    await cleo.call(accept, { token: /\/join\/(\S+)/.exec(sent.at(-1)!.text)![1]! });
    await owner.call(usersContract.operations.update, { userId: cleo.id, email: 'cleo@halden.example' });
    await school.deliver();
    expect(await stateIn(school, north, cleo.id)).toBeUndefined();
  });

  test('a full school lets nobody in; its owners are told once for all who came in an hour, the person sees no error', async (school) => {
    const [owner, sent] = [await school.person('owner', 'Ana'), mailed(school)];
    const [north, south] = [await branch(school, owner, 'North'), await branch(school, owner, 'South')];
    await owner.call(change, { organizationId: north, limits: { people: 1 } });
    const ben = await arrives(school, owner, sent, 'ben@halden.example');
    await arrives(school, owner, sent, 'cleo@halden.example');
    expect([await stateIn(school, north, ben), await stateIn(school, south, ben)]).toEqual([undefined, 'active']);
    sent.length = 0;
    school.advance({ minutes: 61 });
    await school.work();
    expect(sent.filter(({ subject }) => subject === 'North is full').map(({ to }) => to)).toEqual([owner.email]);
  });

  test('the first school gathers by what it names', async (school) => {
    const owner = await school.person('owner');
    const north = await branch(school, owner, 'North');
    await owner.call(setEntrance, { emailDomains: ['halden.example'] });
    const ben = await inside(school, north, async () => {
      const { newcomers } = school.service(authService);
      return newcomers.make({ name: 'Ben', email: 'ben@halden.example', hash: 'none', verified: true });
    });
    await school.deliver();
    expect(await school.inside(() => school.service(organizationsService).isMember(ben.id))).toBe(true);
  });
});
