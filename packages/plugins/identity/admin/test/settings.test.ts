// What is set for the whole installation: from four places, at once, with a history that can be undone.
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { organizationsPlugin } from '@lectern/organizations';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { expect } from 'vitest';
import { adminContract } from '../src/contract.ts';
import { adminPlugin } from '../src/plugin.ts';
import { pondContract, pondPlugin, wellPlugin } from './pond.ts';

const ops = adminContract.operations;
const { look } = pondContract.operations;
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, adminPlugin, pondPlugin, wellPlugin];
const settings = { pond: { depth: 3 } };
const depth = { plugin: 'pond', key: 'depth' };

const settingOf = async (person: TestPerson, key: string) =>
  (await person.call(ops.settings)).items.find((one) => one.plugin === 'pond' && one.key === key);
const history = async (person: TestPerson, which: object = depth) =>
  (await person.call(ops.settingHistory, which)).items;
const organizations = (school: TestSchool) =>
  school.server.host.serviceOf('organizations') as { defaultId(): Promise<string> };

testScenarios(
  wellPlugin,
  (test) => {
    test('every setting says what it is, what holds and where that comes from', async (school) => {
      const owner = await school.person('owner');
      expect(await settingOf(owner, 'depth')).toMatchObject({
        title: { en: 'Depth' },
        kind: 'number',
        value: 3,
        from: 'file',
        variable: 'LECTERN_POND_DEPTH',
        schoolsDecide: false,
      });
      expect(await settingOf(owner, 'fishKinds')).toMatchObject({
        title: { en: 'Fish kinds' },
        hint: { en: 'What swims in it' },
        kind: 'list',
        value: ['carp'],
        from: 'default',
      });
      expect(await settingOf(owner, 'shape')).toMatchObject({ kind: 'choice', schema: { enum: ['round', 'long'] } });
      expect(await settingOf(owner, 'pumps')).toMatchObject({ kind: 'parts', value: null, isSet: true });
      expect(await settingOf(owner, 'frozen')).toMatchObject({ kind: 'yes-no', schoolsDecide: true, from: 'default' });
    });

    test('what is set here holds at once, above the file, and after a start', async (school) => {
      const owner = await school.person('owner');
      expect(await owner.call(ops.setSetting, { ...depth, value: 5 })).toMatchObject({ value: 5, from: 'here' });
      expect(await owner.call(look)).toMatchObject({ depth: 5 });
      await owner.call(ops.setSetting, { plugin: 'pond', key: 'fishKinds', value: ['roach', 'tench'] });
      expect(await owner.call(look)).toMatchObject({ fishKinds: ['roach', 'tench'] });
      await school.restart();
      const again = await school.person('owner');
      expect(await again.call(look)).toMatchObject({ depth: 5, fishKinds: ['roach', 'tench'] });
      expect(await again.call(ops.unsetSetting, depth)).toMatchObject({ value: 3, from: 'file' });
      expect(await again.call(look)).toMatchObject({ depth: 3 });
    });

    // Red without `layer.faultOf` in set: the whole schema was not asked, and 9 m of a narrow well were taken.
    test('a value is judged by the schema of the plugin, its rules across settings too, before anything is kept', async (school) => {
      const owner = await school.person('owner');
      const deep = await owner.refused(ops.setSetting, { ...depth, value: 50 }, 'invalid_input');
      expect(deep).toMatchObject({ pointer: '/value', detail: 'at most 20 metres' });
      for (const value of ['deep', true, 2.5, ['5']])
        await owner.refused(ops.setSetting, { ...depth, value }, 'invalid_input');
      const well = { plugin: 'well', key: 'depth' };
      const narrow = await owner.refused(ops.setSetting, { ...well, value: 9 }, 'invalid_input');
      expect(narrow.detail).toBe('a well is at most eight times as deep as wide');
      expect(await owner.call(ops.setSetting, { ...well, value: 8 })).toMatchObject({ value: 8 });
      await owner.refused(ops.setSetting, { plugin: 'pond', key: 'nothing', value: 1 }, 'not_found');
      await owner.refused(ops.setSetting, { plugin: 'pond', key: 'pumps', value: 'one' }, 'kernel.setting_in_file');
      expect(await owner.call(look)).toMatchObject({ depth: 3 });
      expect(await history(owner)).toEqual([]);
    });

    test('its history says who, when, from what to what, and a change is undone', async (school) => {
      const [owner, second] = [await school.person('owner', 'Ana'), await school.person('owner', 'Ben')];
      await owner.call(ops.setSetting, { ...depth, value: 5 });
      await second.call(ops.setSetting, { ...depth, value: 6 });
      const [latest, first] = await history(owner);
      expect(latest).toMatchObject({ from: 5, to: 6, by: 'Ben', latest: true, undoes: null, title: { en: 'Depth' } });
      expect(first).toMatchObject({ from: null, to: 5, by: 'Ana', latest: false });
      await owner.refused(ops.undoSetting, { changeId: first!.id }, 'kernel.setting_changed_since');
      expect(await owner.call(ops.undoSetting, { changeId: latest!.id })).toMatchObject({ value: 5, from: 'here' });
      expect(await owner.call(look)).toMatchObject({ depth: 5 });
      const [undone] = await history(owner);
      expect(undone).toMatchObject({ from: 6, to: 5, by: 'Ana', undoes: latest!.id });
      expect(await owner.call(ops.undoSetting, { changeId: undone!.id })).toMatchObject({ value: 6 });
      const page = await owner.call(ops.settingHistory, { ...depth, limit: 2 });
      const rest = await owner.call(ops.settingHistory, { ...depth, limit: 2, cursor: page.next! });
      expect([...page.items, ...rest.items].map(({ to }) => to)).toEqual([6, 5, 6, 5]);
      await owner.refused(ops.undoSetting, { changeId: 'nothing' }, 'not_found');
    });

    test('a secret is kept sealed and shown to nobody, not in its history either', async (school) => {
      const owner = await school.person('owner');
      const key = { plugin: 'pond', key: 'feederKey' };
      const marked = 'MARK-the-feeder-opens-sesame';
      expect(await owner.call(ops.setSetting, { ...key, value: marked })).toMatchObject({
        value: null,
        isSet: true,
        secret: true,
        from: 'here',
      });
      expect(await owner.call(look)).toMatchObject({ fed: marked });
      await owner.call(ops.setSetting, { ...key, value: 'another one of them' });
      const [change] = await history(owner, key);
      expect(change).toMatchObject({ from: null, to: null, secret: true });
      await owner.call(ops.undoSetting, { changeId: change!.id });
      expect(await owner.call(look)).toMatchObject({ fed: marked });
      const rows = await school.inside(async () => [
        ...(await school.server.database.unit(() =>
          school.server.database.rawAll('select * from organization_settings'),
        )),
        ...(await school.server.database.unit(() =>
          school.server.database.rawAll('select * from organization_setting_changes'),
        )),
        ...(await school.server.database.rawAll('select * from outbox')),
        ...(await school.server.database.rawAll('select * from audit_entries')),
      ]);
      expect(rows.length).toBeGreaterThan(4);
      expect(JSON.stringify(rows)).not.toContain('MARK');
    });

    // Red without `machine` in changeable: whoever is owner in a browser would choose what the server runs.
    test('what names a program of the machine is not set from a browser, nor heard from the database', async (school) => {
      const owner = await school.person('owner');
      const pump = { plugin: 'pond', key: 'pump' };
      const refused = await owner.refused(ops.setSetting, { ...pump, value: '/tmp/mine' }, 'kernel.setting_in_file');
      expect(refused.detail).toContain('LECTERN_POND_PUMP');
      expect(await settingOf(owner, 'pump')).toMatchObject({ machine: true, value: '', from: 'default' });
    });

    test('what schools decide for themselves is the same thing here as on their own screen', async (school) => {
      const owner = await school.person('owner');
      const frozen = { plugin: 'pond', key: 'frozen' };
      const { setSetting } = (await import('@lectern/organizations/contract')).organizationsContract.operations;
      await owner.call(setSetting, { ...frozen, value: true });
      expect(await settingOf(owner, 'frozen')).toMatchObject({ value: true, from: 'here' });
      const [change] = await history(owner, frozen);
      expect(change).toMatchObject({ from: null, to: true, latest: true });
      expect(await owner.call(ops.undoSetting, { changeId: change!.id })).toMatchObject({
        value: false,
        from: 'default',
      });
      expect(await owner.call(look)).toMatchObject({ frozen: false });
    });

    test('what was only tried, or taken back, holds nowhere', async (school) => {
      const owner = await school.person('owner');
      const answer = await owner.fetch('/api/admin/settings/pond/depth', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'lectern-preview': 'true' },
        body: JSON.stringify({ value: 7 }),
      });
      expect(await answer.json()).toMatchObject({ answer: { value: 7, from: 'here' } });
      expect(await owner.call(look)).toMatchObject({ depth: 3 });
      expect(await settingOf(owner, 'depth')).toMatchObject({ value: 3, from: 'file' });
    });

    test('what an upgrade does not take any more is not heard, and the doctor says so', async (school) => {
      const owner = await school.person('owner');
      await owner.call(ops.setSetting, { ...depth, value: 5 });
      await school.inside(() =>
        school.server.database.unit(() =>
          school.server.database.rawAll(
            "update organization_settings set value = '400' where key = 'depth' returning key",
          ),
        ),
      );
      expect(await organizations(school).defaultId()).toBeDefined();
      await school.restart();
      const again = await school.person('owner');
      expect(await again.call(look)).toMatchObject({ depth: 3 });
      const { checks } = await again.call(ops.health);
      expect(checks.find(({ name }) => name === 'settings')).toMatchObject({
        state: 'look',
        says: { en: 'Set here once, and not taken any more: pond.depth (at most 20 metres)' },
      });
    });
  },
  { among, settings },
);
