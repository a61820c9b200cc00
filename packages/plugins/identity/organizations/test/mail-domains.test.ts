// How a school shows that a domain of addresses is its own. Who comes in by that stands in the invitations' tests.
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { afterAll, expect } from 'vitest';
import { organizationsContract, organizationsService } from '../src/contract.ts';
import { organizationsPlugin } from '../src/plugin.ts';
import { insideSchool } from './inside.ts';
import { openNameServer } from './name-server.ts';

const { create, entrance, setEntrance, verifyEmailDomain, suspend } = organizationsContract.operations;
const names = await openNameServer();
afterAll(() => names.close());

const schoolsOf = (school: TestSchool, email: string) =>
  school.inside(() => school.service(organizationsService).schoolsOf(email));
interface Told {
  readonly code?: string;
  readonly detail?: string;
  readonly domains: readonly { domain: string; joins: boolean; record: { name: string; value: string } }[];
}

testScenarios(
  organizationsPlugin,
  (test) => {
    test('the first school gathers whoever has an address that it names: it is the host’s', async (school) => {
      const owner = await school.person('owner');
      await owner.call(setEntrance, { emailDomains: ['Halden.example'] });
      expect((await owner.call(entrance)).domains).toMatchObject([{ domain: 'halden.example', joins: true }]);
      expect(await schoolsOf(school, 'ben@HALDEN.example')).toHaveLength(1);
      for (const email of ['ben@nothalden.example', 'halden.example@elsewhere.example', 'ben@a.halden.example'])
        expect(await schoolsOf(school, email), email).toEqual([]);
    });

    // Without the look into DNS naming gmail.com was enough: the last line was one school long from the beginning.
    test('a school below gathers nobody by a name alone, and its people once DNS says that the domain is its own', async (school) => {
      const owner = await school.person('owner');
      const [north, south] = [
        await owner.call(create, { name: 'North', address: 'north' }),
        await owner.call(create, { name: 'South', address: 'south' }),
      ];
      const ask = async (org: string, path = '', body?: object) => {
        const there = await insideSchool(school, owner, org);
        return (
          await there.send(
            body ? 'PATCH' : path ? 'POST' : 'GET',
            `/organizations/entrance${path}`,
            body ?? (path ? {} : undefined),
          )
        ).body as unknown as Told;
      };
      const name = (org: string) => ask(org, '', { emailDomains: ['halden.example'] });
      const look = (org: string) => ask(org, '/halden.example/verify');
      const [its] = (await name(north.id)).domains;
      const [others] = (await name(south.id)).domains;
      expect(its).toMatchObject({ joins: false, record: { name: '_lectern.halden.example' } });
      expect(others?.record.value).not.toBe(its?.record.value);
      expect(await look(north.id)).toMatchObject({
        code: 'organizations.mail_domain_not_shown',
        detail: expect.stringContaining('There is no TXT record at _lectern.halden.example'),
      });
      names.texts.set('_lectern.halden.example', others!.record.value);
      expect((await look(north.id)).detail).toContain('says something else');
      expect(await schoolsOf(school, 'ben@halden.example')).toEqual([]);
      names.texts.set('_lectern.halden.example', its!.record.value);
      expect((await look(north.id)).domains).toMatchObject([{ joins: true }]);
      expect(await schoolsOf(school, 'ben@halden.example')).toEqual([north.id]);

      // Of two schools that are both of one house, both get its people.
      names.texts.set('_lectern.halden.example', others!.record.value);
      await look(south.id);
      expect(await schoolsOf(school, 'ben@halden.example')).toEqual([north.id, south.id].sort());
      await owner.call(suspend, { organizationId: south.id });
      expect(await schoolsOf(school, 'ben@halden.example')).toEqual([north.id]);

      // What is named no longer is shown no longer: named again it has to be shown again.
      await ask(north.id, '', { emailDomains: [] });
      expect((await name(north.id)).domains).toMatchObject([{ joins: false }]);
      expect(await schoolsOf(school, 'ben@halden.example')).toEqual([]);
      names.texts.clear();
    });

    test('a domain that was not named is not looked for', async (school) => {
      const owner = await school.person('owner');
      await owner.refused(verifyEmailDomain, { domain: 'halden.example' }, 'not_found');
    });
  },
  {
    among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin],
    settings: { organizations: { nameServers: [names.address] } },
  },
);
