// Random trees, decisions and locks, beside the rule in ten lines.
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import type { SettingValue } from '@lectern/kit';
import { testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import fc from 'fast-check';
import { expect } from 'vitest';
import { organizationsPlugin } from '../src/plugin.ts';
import type { Organizations } from '../src/service.ts';
import { gardenPlugin } from './garden.ts';

const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, gardenPlugin];

testScenarios(
  gardenPlugin,
  (test) => {
    // Red without `break` at a lock in settle, without `treeChanged` in schools.change, without `dropEmpty`'s locked.
    test('every school always has what a reference of ten lines says', async (school) => {
      const owner = await school.person('owner');
      const { contextOf } = school.server.host;
      const { schoolSettings, schools } = school.server.host.serviceOf('organizations') as Organizations;
      const root = await school.inside(async () => contextOf('garden').scope().org!);
      const within = <T>(org: string, work: () => Promise<T>) =>
        school.server.inside(() => school.server.database.unit(work), { org });
      const values: Record<string, fc.Arbitrary<SettingValue>> = {
        beds: fc.integer({ min: 1, max: 20 }),
        motto: fc.constantFrom('', 'null', '7', 'Grow "it"', 'ينمو'),
        season: fc.constantFrom('spring', 'autumn'),
        watered: fc.boolean(),
      };
      const defaults: Record<string, SettingValue> = { beds: 5, motto: '', season: 'spring', watered: false };
      const anywhere = fc.nat({ max: 5 });
      const deed = fc.oneof(
        fc.constantFrom(...Object.keys(values)).chain((key) =>
          fc.oneof(
            {
              weight: 4,
              arbitrary: fc.record({
                deed: fc.constant('set'),
                at: anywhere,
                key: fc.constant(key),
                value: values[key]!,
              }),
            },
            fc.record({
              deed: fc.constantFrom('unset', 'lock', 'unlock', 'tried'),
              at: anywhere,
              key: fc.constant(key),
              value: values[key]!,
            }),
          ),
        ),
        fc.record({ deed: fc.constant('move'), at: anywhere, key: fc.constant(''), value: fc.nat({ max: 5 }) }),
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
          fc.array(deed, { maxLength: 14 }),
          async (parents, deeds) => {
            round++;
            interface Node {
              readonly id: string;
              parent: number | undefined;
              readonly says: Map<string, SettingValue>;
              readonly locks: Set<string>;
            }
            const nodes: Node[] = [];
            const plant = (id: string, parent: number | undefined) =>
              void nodes.push({ id, parent, says: new Map(), locks: new Set() });
            plant(root, undefined);
            for (const key of Object.keys(values)) {
              await within(root, () => schoolSettings.unset({ plugin: 'garden', key }));
              await within(root, () => schoolSettings.lock({ plugin: 'garden', key }, false));
            }
            for (const [i, n] of parents.entries()) {
              const parent = n % (i + 1);
              const given = { name: `S${i}`, address: `s${round}-${i}`, parentId: nodes[parent]!.id };
              plant((await within(root, () => schools.create(given, owner.id))).id, parent);
            }
            const chain = (i: number | undefined): number[] => (i === undefined ? [] : [...chain(nodes[i]!.parent), i]);
            /** The whole rule: down the chain the last word counts, until somebody locks. */
            const reference = (i: number, key: string) => {
              let value = defaults[key];
              for (const one of chain(i)) {
                const { says, locks } = nodes[one]!;
                value = says.get(key) ?? value;
                if (locks.has(key)) return { value, lockedBy: one };
              }
              return { value, lockedBy: undefined };
            };
            for (const { deed: what, at, key, value } of deeds) {
              const node = nodes[at]!;
              const which = { plugin: 'garden', key };
              const lockedBy = what === 'move' ? undefined : reference(at, key).lockedBy;
              const refused = lockedBy !== undefined && lockedBy !== at;
              if (what === 'move') {
                const to = Number(value);
                if (at === 0 || chain(to).includes(at)) continue;
                await within(root, () => schools.change(node.id, { parentId: nodes[to]!.id }));
                node.parent = to;
              } else if (what === 'unset') {
                await within(node.id, () => schoolSettings.unset(which));
                node.says.delete(key);
              } else if (what === 'tried') {
                const tried = within(node.id, async () => {
                  await schoolSettings.set(which, value);
                  await schoolSettings.lock(which, true);
                  await schoolSettings.all(undefined);
                  throw new Error('taken back');
                });
                await expect(tried).rejects.toThrow();
              } else {
                const done = within(node.id, () =>
                  what === 'set' ? schoolSettings.set(which, value) : schoolSettings.lock(which, what === 'lock'),
                );
                if (refused) {
                  await expect(done).rejects.toMatchObject({ problem: { code: 'organizations.setting_locked' } });
                  continue;
                }
                await done;
                if (what === 'set') node.says.set(key, value);
                else if (what === 'lock') node.locks.add(key);
                else node.locks.delete(key);
              }
              for (const [i, { id }] of nodes.entries()) {
                const scope = { org: id };
                const settled = await school.server.inside(
                  () => contextOf('organizations').organizationSettings.settled(),
                  scope,
                );
                const here = await school.server.inside(() => contextOf('garden').settingsHere(), scope);
                for (const name of Object.keys(values)) {
                  const right = reference(i, name);
                  const one = settled.find(({ setting }) => setting.plugin === 'garden' && setting.key === name);
                  expect({ value: one?.value, lockedBy: one?.lockedBy }).toEqual({
                    value: right.value,
                    lockedBy: right.lockedBy === undefined ? undefined : nodes[right.lockedBy]!.id,
                  });
                  expect((here as Record<string, SettingValue>)[name]).toBe(right.value);
                }
              }
            }
          },
        ),
        { numRuns: 20 },
      );
    }, 120_000);
  },
  { among, settings: { garden: { beds: 5 } } },
);
