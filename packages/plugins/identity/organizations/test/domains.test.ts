import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { organizationSlot } from '@lectern/kit';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { describe, expect, test as pure } from 'vitest';
import { organizationsContract } from '../src/contract.ts';
import { hostName, labelBelow } from '../src/domains/host.ts';
import { organizationsPlugin } from '../src/plugin.ts';
import type { Organizations } from '../src/service.ts';

const { create, addDomain, domains, removeDomain, verifyDomain } = organizationsContract.operations;
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin];

const service = (school: TestSchool) => school.server.host.serviceOf('organizations') as Organizations;
/** Which school a visitor of this host is shown. */
async function nameAt(school: TestSchool, host: string): Promise<string> {
  const answer = await school.server.fetch(
    new Request('http://ignored.test/api/organizations/current', { headers: { host } }),
  );
  return ((await answer.json()) as { name: string }).name;
}
/** As a request of the school to itself would find: DNS of a test leads nowhere. */
const shown = (school: TestSchool, host: string) =>
  school.server.database.rawAll(
    `update organization_domains set verified_at = added_at where host = '${host}' returning host`,
  );

describe('the name in a Host', () => {
  pure.each([
    ['School.Example.ORG:8080', 'school.example.org'],
    ['school.example.org.', 'school.example.org'],
    [' school.example.org ', 'school.example.org'],
    ['127.0.0.1:4000', '127.0.0.1'],
    ['[::1]:4000', undefined],
    ['evil.example/../x', undefined],
    ['a\u0000b', undefined],
    ['', undefined],
    [`${'a'.repeat(300)}.org`, undefined],
    [undefined, undefined],
  ])('%s is %s', (header, name) => expect(hostName(header)).toBe(name));

  pure('one label below a known name is an address, two are not', () => {
    expect(labelBelow('north.school.example.org', ['school.example.org'])).toBe('north');
    expect(labelBelow('a.north.school.example.org', ['school.example.org'])).toBeUndefined();
    expect(labelBelow('school.example.org', ['school.example.org'])).toBeUndefined();
    expect(labelBelow('notschool.example.org', ['school.example.org'])).toBeUndefined();
  });
});

testScenarios(
  organizationsPlugin,
  (test) => {
    test('a host leads to the school that has it, in any writing; one that nobody has to the first school', async (school) => {
      const owner = await school.person('owner');
      await owner.call(create, { name: 'Halden North', address: 'north' });
      for (const host of ['north.localhost', 'NORTH.localhost:8080', 'north.localhost.'])
        expect(await nameAt(school, host), host).toBe('Halden North');
      for (const host of ['south.localhost', 'a.north.localhost', 'localhost:4000', '127.0.0.1', 'who.example.org'])
        expect(await nameAt(school, host), host).toBe('Test School');
    });

    // Without `isNotNull(verifiedAt)` in domains.byHost the claim alone led here.
    test('a claimed domain leads nowhere until it is shown to lead here, and then at once', async (school) => {
      const owner = await school.person('owner');
      await owner.call(addDomain, { host: 'Learn.Example.org' });
      expect((await owner.call(domains)).items).toMatchObject([{ host: 'learn.example.org', verifiedAt: null }]);
      const problem = await owner.refused(
        verifyDomain,
        { host: 'learn.example.org' },
        'organizations.domain_elsewhere',
      );
      expect(problem.pointer).toBe('/host');
      const known = () =>
        school.inside(() => school.server.host.fillsOf(organizationSlot)[0]!.knowsHost!('learn.example.org'));
      expect(await known()).toBe(false);
      await shown(school, 'learn.example.org');
      school.advance({ seconds: 5 });
      expect(await known()).toBe(true);
      await owner.call(removeDomain, { host: 'learn.example.org' });
      expect(await known()).toBe(false);
    });

    // A server that answers, and has not the school's key, was taken for this one without `isSigned`.
    test('a host is shown to lead here when it answers with what only this school can sign', async (school) => {
      const owner = await school.person('owner');
      await owner.call(addDomain, { host: 'learn.example.org' });
      const answering = (answer: (request: Request) => Promise<Response>) =>
        Object.defineProperty(school.server.host.contextOf('organizations'), 'fetch', {
          value: (address: string) => answer(new Request(address)),
          configurable: true,
        });
      answering(async () => Response.json({ proof: 'x'.repeat(43) }));
      await owner.refused(verifyDomain, { host: 'learn.example.org' }, 'organizations.domain_elsewhere');
      answering(async () => new Response('<h1>Parked</h1>'));
      await owner.refused(verifyDomain, { host: 'learn.example.org' }, 'organizations.domain_elsewhere');
      answering((request) => school.server.fetch(request));
      expect((await owner.call(verifyDomain, { host: 'learn.example.org' })).verifiedAt).not.toBeNull();
      expect(await nameAt(school, 'learn.example.org')).toBe('Test School');
    });

    test('a domain belongs to one school; a claim that was never shown to be right ends after a week', async (school) => {
      const owner = await school.person('owner');
      const { id: north } = await owner.call(create, { name: 'Halden North', address: 'north' });
      const claim = () =>
        school.server.inside(
          () => school.server.database.unit(() => service(school).domains.add('learn.example.org')),
          {
            org: north,
          },
        );
      await claim();
      await owner.refused(addDomain, { host: 'learn.example.org' }, 'organizations.domain_taken');
      await owner.refused(removeDomain, { host: 'learn.example.org' }, 'not_found');
      school.advance({ days: 8 });
      await owner.call(addDomain, { host: 'learn.example.org' });
      await expect(claim()).rejects.toMatchObject({ problem: { code: 'organizations.domain_taken' } });
    });

    // Both were taken over before: what is claimed comes before addresses, and before the installation's own name.
    test('nobody claims an address of a sister or of the installation', async (school) => {
      const owner = await school.person('owner');
      const { id: north } = await owner.call(create, { name: 'North', address: 'north' });
      await owner.call(create, { name: 'South', address: 'south' });
      const claim = (host: string) =>
        school.server.inside(() => school.server.database.unit(() => service(school).domains.add(host)), {
          org: north,
        });
      for (const host of ['south.localhost', 'localhost', 'a.south.localhost'])
        await expect(claim(host), host).rejects.toMatchObject({ problem: { code: 'organizations.domain_taken' } });
      await claim('school.test');
      await shown(school, 'school.test');
      school.advance({ seconds: 5 });
      expect(await nameAt(school, 'school.test')).toBe('Test School');
    });

    test('links in mails lead to the school’s own domain once it has one', async (school) => {
      const owner = await school.person('owner');
      const site = () => school.inside(() => service(school).siteOf('https://host.example/learn'));
      expect(await site()).toBe('https://host.example/learn');
      await owner.call(addDomain, { host: 'learn.example.org' });
      expect(await site()).toBe('https://host.example/learn');
      await shown(school, 'learn.example.org');
      expect(await site()).toBe('https://learn.example.org/learn');
      expect(await school.inside(() => service(school).siteOf('http://192.168.1.10:4040'))).toBe(
        'http://learn.example.org:4040',
      );
    });
  },
  { among },
);
