// Plugins that are switched off for the whole installation, and on again: nothing of theirs answers meanwhile, and nothing is lost.

import { academy } from '@lectern/academy';
import { definePlugin, job, on, type Plugin, runs } from '@lectern/kit';
import { defineContract, event, get, Nothing, service } from '@lectern/kit/contract';
import { createServer } from '@lectern/server';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { z } from 'zod';
import { adminContract } from '../src/contract.ts';

const ops = adminContract.operations;
const rain = event('weather.rained', z.object({ millimetres: z.number() }));
const weatherContract = defineContract({ id: 'weather', summary: 'Weather', operations: {}, events: { rain } });
const weather = definePlugin({ contract: weatherContract, service: () => ({}), handlers: () => ({}) });

const heard: number[] = [];
const poured: number[] = [];
const pour = job('barrel.pour', z.object({ millimetres: z.number() }), { attempts: 1 });
const barrelContract = defineContract({
  id: 'barrel',
  summary: 'A barrel for the rain',
  service: service<{ pour(millimetres: number): Promise<string> }>('barrel'),
  operations: {
    level: get('/level', {
      summary: 'How full it is',
      needs: 'public',
      input: Nothing,
      output: z.object({ level: z.number() }),
      example: { input: {}, output: { level: 0 } },
    }),
  },
});
const barrel = definePlugin({
  contract: barrelContract,
  needs: { weather: service<unknown>('weather') },
  service: (ctx) => ({ pour: (millimetres: number) => ctx.enqueue(pour, { millimetres }) }),
  handlers: () => ({ level: () => ({ level: heard.length }) }),
  reactions: () => [on(rain, async ({ millimetres }) => void heard.push(millimetres))],
  jobs: () => [runs(pour, async ({ millimetres }) => void poured.push(millimetres))],
});
const can = definePlugin({
  contract: defineContract({ id: 'can', summary: 'A watering can', operations: {} }),
  needs: { barrel: service<unknown>('barrel'), admin: service<unknown>('admin') },
  service: () => ({}),
  handlers: () => ({}),
});
const among: readonly Plugin[] = [...academy, weather, barrel, can];

testScenarios(
  can,
  (test) => {
    test('each says what it needs and what needs it; the school cannot be without some', async (school) => {
      const owner = await school.person('owner');
      const { items } = await owner.call(ops.plugins);
      const of = (id: string) => items.find((one) => one.id === id);
      expect(of('barrel')).toMatchObject({ state: 'on', needs: ['weather'], neededBy: ['can'], essential: false });
      expect(of('weather')?.neededBy).toEqual(['barrel', 'can']);
      for (const id of ['users', 'auth', 'access', 'organizations', 'admin', 'gateway'])
        expect(of(id), id).toMatchObject({ essential: true });
      expect(of('admin')).toMatchObject({ privileged: true });
      await owner.refused(ops.turnOff, { plugin: 'auth' }, 'kernel.plugin_essential');
      await owner.refused(ops.turnOff, { plugin: 'nothing' }, 'not_found');
      const needed = await owner.refused(ops.turnOff, { plugin: 'weather' }, 'kernel.plugin_needed');
      expect(needed.detail).toBe('Needed by can, barrel. Switch them off with it.');
    });

    // Red in turn without `isOff` in the pipeline, in the registry of jobs, and in the feed of events.
    test('off it answers nothing, hears nothing and runs nothing; on again it catches up', async (school) => {
      const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
      await school.work();
      heard.length = poured.length = 0;
      expect(await visitor.call(barrelContract.operations.level)).toEqual({ level: 0 });
      expect(await owner.call(ops.turnOff, { plugin: 'barrel', withDependents: true })).toEqual({
        switched: ['can', 'barrel'],
      });
      await visitor.refused(barrelContract.operations.level, {}, 'kernel.plugin_off');
      const described = () =>
        Object.keys(school.server.openApi('http://school.test').paths as object).includes('/api/barrel/level');
      expect(described()).toBe(false);
      await school.happened(rain, { millimetres: 4 });
      const { pour: pourOut } = school.server.host.serviceOf('barrel') as { pour(mm: number): Promise<string> };
      await school.inside(() => school.server.database.unit(() => pourOut(7)));
      await school.work();
      school.advance({ days: 40 });
      await school.work();
      expect([heard, poured]).toEqual([[], []]);
      const { items } = await owner.call(ops.plugins);
      expect(items.find(({ id }) => id === 'barrel')).toMatchObject({ state: 'off', offBy: 'owner' });

      await school.restart();
      const again = await school.person('owner');
      expect((await again.fetch('/api/barrel/level')).status).toBe(404);
      expect(await again.call(ops.turnOn, { plugin: 'can' })).toEqual({ switched: ['barrel', 'can'] });
      await school.work();
      expect([new Set(heard), poured]).toEqual([new Set([4]), [7]]);
      expect((await again.fetch('/api/barrel/level')).status).toBe(200);
      expect(described()).toBe(true);
    });

    test('another process of the same database knows within a second', async (school) => {
      if (school.dialect === 'sqlite') return; // one process owns the file
      const owner = await school.person('owner');
      const { address, directory } = school.server;
      const other = createServer({ plugins: school.plugins, database: address, directory, logLevel: 'silent' });
      try {
        await other.start();
        const level = async () => (await other.fetch(new Request('http://school.test/api/barrel/level'))).status;
        expect(await level()).toBe(200);
        await owner.call(ops.turnOff, { plugin: 'barrel', withDependents: true });
        await expect.poll(level, { timeout: 2_000, interval: 50 }).toBe(404);
        await owner.call(ops.turnOn, { plugin: 'barrel' });
        await expect.poll(level, { timeout: 2_000, interval: 50 }).toBe(200);
      } finally {
        await other.stop(0);
      }
    });

    test('what is only tried is switched nowhere', async (school) => {
      const owner = await school.person('owner');
      const answer = await owner.fetch('/api/admin/plugins/barrel/off', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'lectern-preview': 'true' },
        body: JSON.stringify({ withDependents: true }),
      });
      expect(await answer.json()).toMatchObject({ answer: { switched: ['can', 'barrel'] } });
      expect((await owner.fetch('/api/barrel/level')).status).toBe(200);
    });
  },
  { among },
);
