// What the environment says of a setting holds for everybody, and a plugin that would miss changes does not start.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { academy } from '@lectern/academy';
import { definePlugin, type SettingsSource, settingsSlot } from '@lectern/kit';
import { defineContract, service } from '@lectern/kit/contract';
import { organizationsContract } from '@lectern/organizations/contract';
import { createServer } from '@lectern/server';
import { testScenarios } from '@lectern/server/testing';
import { describe, expect, onTestFinished, test as plain } from 'vitest';
import { z } from 'zod';
import { adminContract } from '../src/contract.ts';
import { pondContract, pondPlugin, wellPlugin } from './pond.ts';

const ops = adminContract.operations;
const { look } = pondContract.operations;
const among = [...academy, pondPlugin, wellPlugin];
const environment = { LECTERN_POND_DEPTH: '7', LECTERN_POND_FISH_KINDS: 'pike, perch', LECTERN_POND_FROZEN: 'yes' };

testScenarios(
  wellPlugin,
  (test) => {
    // Red without `lockedBy` of the environment in settle: the school's own no was heard.
    test('the environment wins over the file, over what is set here and over what schools decide', async (school) => {
      const owner = await school.person('owner');
      // Decided before the environment said anything.
      const [{ write }] = school.server.host.fillsOf(settingsSlot) as [SettingsSource];
      await school.inside(() =>
        school.server.database.unit(async () => {
          await write({ plugin: 'pond', key: 'frozen', value: false });
          await write({ plugin: 'pond', key: 'depth', value: 9 });
        }),
      );
      await school.restart();
      expect(await owner.call(look)).toMatchObject({ depth: 7, fishKinds: ['pike', 'perch'], frozen: true });
      const { items } = await owner.call(ops.settings);
      expect(items.find(({ key, plugin }) => plugin === 'pond' && key === 'depth')).toMatchObject({
        value: 7,
        from: 'environment',
        variable: 'LECTERN_POND_DEPTH',
      });
      const depth = { plugin: 'pond', key: 'depth' };
      const pinned = await owner.refused(ops.setSetting, { ...depth, value: 5 }, 'kernel.setting_pinned');
      expect(pinned.detail).toContain('LECTERN_POND_DEPTH');
      await owner.refused(ops.unsetSetting, depth, 'kernel.setting_pinned');
      const frozen = { plugin: 'pond', key: 'frozen' };
      await owner.refused(ops.setSetting, { ...frozen, value: false }, 'kernel.setting_pinned');
      const rules = organizationsContract.operations;
      await owner.refused(rules.setSetting, { ...frozen, value: false }, 'organizations.setting_locked');
      const { items: decided } = await owner.call(rules.settings);
      expect(decided.find(({ key }) => key === 'frozen')).toMatchObject({
        value: true,
        from: 'environment',
        locked: 'above',
      });
    });
  },
  { among, settings: { pond: { depth: 3 } }, serving: () => ({ environment }) },
);

describe('a school', () => {
  const open = (plugins: typeof among, more: object = {}) => {
    const directory = mkdtempSync(join(tmpdir(), 'lectern-wrong-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    return () => createServer({ plugins, database: 'school.db', directory, logLevel: 'silent', ...more });
  };

  plain('does not start with a wrong value in its environment, and is told which', () => {
    expect(open(among, { environment: { LECTERN_POND_DEPTH: 'deep' } })).toThrow(
      /pond: LECTERN_POND_DEPTH: [\s\S]+in the environment/,
    );
  });

  plain('does not start with a plugin that reads a setting while it is made', () => {
    const hasty = definePlugin({
      contract: defineContract({ id: 'hasty', summary: 'Hasty', operations: {} }),
      needs: { pond: service<unknown>('pond') },
      settings: z.object({ depth: z.int().default(1), width: z.int().default(1) }),
      service: ({ settings }) => ({ depth: settings.depth }),
      handlers: () => ({}),
    });
    expect(open([...among, hasty])).toThrow(
      /hasty: reads its setting depth while it is made[\s\S]+where the value is used/,
    );
  });
});
