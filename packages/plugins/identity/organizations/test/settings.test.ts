// What schools decide for themselves, inherited down the tree and locked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { definePlugin, organizationSettings } from '@lectern/kit';
import { defineContract } from '@lectern/kit/contract';
import { createServer } from '@lectern/server';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { describe, expect, onTestFinished, test as plain } from 'vitest';
import { z } from 'zod';
import { organizationSettingsChanged, organizationsContract } from '../src/contract.ts';
import { organizationsPlugin } from '../src/plugin.ts';
import type { Organizations } from '../src/service.ts';
import { gardenContract, gardenPlugin } from './garden.ts';
import { insideSchool } from './inside.ts';

const ops = organizationsContract.operations;
const { look } = gardenContract.operations;
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, gardenPlugin];
const settings = { garden: { beds: 5 } };
const beds = { plugin: 'garden', key: 'beds' };

const serviceOf = (school: TestSchool) => school.server.host.serviceOf('organizations') as Organizations;
const bedsOf = async (person: TestPerson, organizationId?: string) =>
  (await person.call(ops.settings, { organizationId })).items.find(({ key }) => key === 'beds');

testScenarios(
  gardenPlugin,
  (test) => {
    test('what lms.config.ts says holds until a school says otherwise, and again when it no longer does', async (school) => {
      const owner = await school.person('owner');
      expect(await bedsOf(owner)).toMatchObject({ value: 5, from: 'installation', locked: 'no' });
      expect((await owner.call(ops.settings)).items.find(({ key }) => key === 'season')).toMatchObject({
        value: 'spring',
        from: 'default',
        schema: { type: 'string', enum: ['spring', 'autumn'] },
      });
      await school.events();
      expect(await owner.call(ops.setSetting, { ...beds, value: 7 })).toMatchObject({ value: 7, from: 'here' });
      const [changed, ...others] = await school.events();
      expect([changed?.name, others]).toEqual([organizationSettingsChanged.name, []]);
      expect(changed?.payload).toMatchObject(beds);
      expect(await owner.call(look)).toMatchObject({ beds: 7, season: 'spring', fence: false });
      expect(await owner.call(ops.unsetSetting, beds)).toMatchObject({ value: 5, from: 'installation' });
      expect(await owner.call(look)).toMatchObject({ beds: 5 });
    });

    test('only what the plugin takes is taken, and only what it lets schools set', async (school) => {
      const owner = await school.person('owner');
      for (const value of [0, 21, 2.5, 'five', true]) {
        const problem = await owner.refused(ops.setSetting, { ...beds, value }, 'invalid_input');
        expect(problem.pointer).toBe('/value');
      }
      await owner.refused(ops.setSetting, { plugin: 'garden', key: 'fence', value: true }, 'not_found');
      await owner.refused(ops.setSetting, { plugin: 'garden', key: '__proto__', value: true }, 'not_found');
      await owner.refused(ops.lockSetting, { plugin: 'auth', key: 'issuers', locked: true }, 'not_found');
      const marta = await school.person('instructor', 'Marta');
      await marta.refused(ops.setSetting, { ...beds, value: 7 }, 'not_allowed');
      expect(await owner.call(look)).toMatchObject({ beds: 5, fence: false });
    });

    test('what a school locks holds below it, whatever was decided there, and what was comes back', async (school) => {
      const owner = await school.person('owner');
      const north = await owner.call(ops.create, { name: 'North', address: 'north' });
      const there = await insideSchool(school, owner, north.id);
      expect((await there.put('/settings/garden/beds', { value: 9 })).body).toMatchObject({ value: 9, from: 'here' });
      await owner.call(ops.setSetting, { ...beds, value: 4 });
      expect((await there.get('/garden/look')).body).toMatchObject({ beds: 9 });

      expect(await owner.call(ops.lockSetting, { ...beds, locked: true })).toMatchObject({ value: 4, locked: 'here' });
      expect((await there.get('/garden/look')).body).toMatchObject({ beds: 4 });
      const refused = await there.put('/settings/garden/beds', { value: 2 });
      expect(refused).toMatchObject({
        status: 409,
        body: {
          code: 'organizations.setting_locked',
          title:
            'A school above this one has locked it, for itself and all below. Whoever looks after that school can change or unlock it.',
        },
      });
      expect((await there.put('/settings/garden/beds/lock', { locked: false })).status).toBe(409);
      // Who owns both may know whose lock it is.
      expect(await bedsOf(owner, north.id)).toMatchObject({
        value: 4,
        from: 'above',
        above: 'Test School',
        locked: 'above',
      });

      await owner.call(ops.setSetting, { ...beds, value: 6 });
      expect((await there.get('/garden/look')).body).toMatchObject({ beds: 6 });
      await owner.call(ops.lockSetting, { ...beds, locked: false });
      expect((await there.get('/garden/look')).body).toMatchObject({ beds: 9 });
    });

    test('who looks after the schools below decides for them, and no school for another', async (school) => {
      const owner = await school.person('owner');
      const [north, south] = [
        await owner.call(ops.create, { name: 'North', address: 'north' }),
        await owner.call(ops.create, { name: 'South', address: 'south' }),
      ];
      await owner.call(ops.setSetting, { organizationId: north.id, ...beds, value: 9 });
      expect(await bedsOf(owner, north.id)).toMatchObject({ value: 9, from: 'here' });
      expect(await bedsOf(owner, south.id)).toMatchObject({ value: 5 });
      expect(await owner.call(ops.settings)).toMatchObject({ hasSchools: true });

      const there = await insideSchool(school, owner, north.id);
      const [{ id: above }] = (await school.inside(() =>
        school.server.database.rawAll('select id from organizations where is_default'),
      )) as [{ id: string }];
      for (const organizationId of [south.id, above]) {
        expect((await there.get(`/organizations/settings?organizationId=${organizationId}`)).status).toBe(404);
        expect((await there.put('/settings/garden/beds', { value: 1, organizationId })).status).toBe(404);
        expect((await there.put('/settings/garden/beds/lock', { locked: true, organizationId })).status).toBe(404);
        expect((await there.remove(`/settings/garden/beds?organizationId=${organizationId}`)).status).toBe(404);
      }
      expect(await bedsOf(owner, south.id)).toMatchObject({ value: 5 });
      expect(await bedsOf(owner)).toMatchObject({ value: 5 });

      // Ben owns North and nothing else: where its rules come from he learns, not from whom.
      await owner.call(ops.unsetSetting, { organizationId: north.id, ...beds });
      await owner.call(ops.setSetting, { ...beds, value: 8 });
      const ben = await school.person('learner', 'Ben');
      await owner.call(ops.giveOwner, { organizationId: north.id, userId: ben.id });
      await school.inside(() => school.server.database.unit(() => serviceOf(school).setMembership(ben.id, 'removed')));
      const his = await insideSchool(school, ben, north.id);
      const { items } = (await his.get('/organizations/settings')).body as { items: { key: string }[] };
      expect(items.find(({ key }) => key === 'beds')).toMatchObject({ value: 8, from: 'above', above: null });
    });

    // Red with a count for the version: the unit that was taken back and the one after it had the same.
    test('what was only tried is nowhere', async (school) => {
      const owner = await school.person('owner');
      const { id: org } = await owner.call(ops.create, { name: 'North', address: 'north' });
      const there = <T>(work: () => Promise<T>) => school.server.inside(work, { org });
      const inGarden = async () => (await school.server.host.contextOf('garden').settingsHere()) as { beds: number };
      const tried = there(() =>
        school.server.database.unit(async () => {
          await serviceOf(school).schoolSettings.set(beds, 9);
          expect((await inGarden()).beds, 'in the unit itself it holds').toBe(9);
          throw new Error('taken back');
        }),
      );
      await expect(tried).rejects.toThrow('taken back');
      await owner.call(ops.setSetting, { plugin: 'garden', key: 'motto', value: 'Grow' });
      expect(await there(inGarden)).toMatchObject({ beds: 5, motto: 'Grow' });
    });

    test('another process knows on its next request', async (school) => {
      const owner = await school.person('owner');
      await owner.call(look);
      if (school.dialect === 'sqlite') {
        // One process owns the file, so what another would have written is written beside it.
        await owner.call(ops.setSetting, { ...beds, value: 7 });
        await school.inside(() =>
          school.server.database.unit(async () => {
            await school.server.database.rawAll("update organization_settings set value = '8' returning plugin");
            await school.server.database.rawAll("update organization_settings_version set version = 'x' returning of");
          }),
        );
        return expect(await owner.call(look)).toMatchObject({ beds: 8 });
      }
      const { address, directory } = school.server;
      const second = createServer({ plugins: among, settings, database: address, directory, logLevel: 'silent' });
      try {
        const seen = async () =>
          ((await (await second.fetch(new Request('http://school.test/api/garden/look'))).json()) as { beds: number })
            .beds;
        expect(await seen()).toBe(5);
        for (const value of [7, 8, 9]) {
          await owner.call(ops.setSetting, { ...beds, value });
          expect(await seen()).toBe(value);
        }
        await owner.call(ops.unsetSetting, beds);
        expect(await seen()).toBe(5);
      } finally {
        await second.stop(0);
      }
    });

    test('what a plugin does not take any more is passed over, and health says so', async (school) => {
      const owner = await school.person('owner');
      await owner.call(ops.setSetting, { ...beds, value: 7 });
      const { contextOf } = school.server.host;
      const health = async () => {
        const { settingsHealth } = await import('../src/settings/health.ts');
        return school.inside(() => settingsHealth(serviceOf(school), contextOf('organizations') as never));
      };
      expect(await health()).toBeUndefined();
      const { database } = school.server;
      await school.inside(() =>
        database.unit(async () => {
          await database.rawAll("update organization_settings set value = '70' returning plugin");
          await database.rawAll("update organization_settings_version set version = 'x' returning version");
        }),
      );
      expect(await bedsOf(owner)).toMatchObject({ value: 5, from: 'installation' });
      const found = await health();
      expect(found?.says.en).toMatch(/garden\.beds of .+ \(.+\)/);
      expect(found).toMatchObject({ state: 'bad', mend: { en: expect.stringContaining('/school/rules') } });
    });
  },
  { among, settings },
);
describe('a plugin that lets schools set what cannot be set', () => {
  plain('is told so before anything starts', () => {
    const plugin = definePlugin({
      contract: defineContract({ id: 'wrong', summary: 'Wrong', operations: {} }),
      settings: z
        .object({
          names: z
            .array(z.string())
            .default([])
            .register(organizationSettings, { title: { en: 'Names' } }),
        })
        .refine(() => true),
      service: () => ({}),
      handlers: () => ({}),
    });
    const directory = mkdtempSync(join(tmpdir(), 'lectern-wrong-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const open = () =>
      createServer({ plugins: [...among, plugin], database: 'school.db', directory, logLevel: 'silent' });
    expect(open).toThrow(
      /wrong: lets organizations set names[\s\S]+wrong: lets organizations set some of its settings/,
    );
  });
});
