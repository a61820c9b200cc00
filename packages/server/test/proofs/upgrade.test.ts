// A school with rows in it goes to the next version of a plugin, or stays whole where it was.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, defineContract, definePlugin, type Health } from '@lectern/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schemaOf } from '../../src/schema/introspect.ts';
import type { School } from '../../src/school.ts';
import { createServer } from '../../src/server.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { upgrade } from '../../src/upgrade/upgrade.ts';
import { pluginFolder } from '../schema/plugin-folder.ts';
import { academy } from './academy.ts';

const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

/** A school that was left by the first version of the plugin `stars`, with a course and a star in it. */
async function leftBehind(dialect: Dialect) {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-upgrade-'));
  const postgres = dialect === 'postgres' ? await testPostgres() : undefined;
  const migrations = pluginFolder('stars');
  migrations.write(
    '0001_initial',
    'create table stars (id text primary key, given integer not null);\ncreate view bright as select id from stars where given > 3',
  );
  const open = (health: () => Promise<Health | undefined> = async () => undefined): School => {
    const stars = definePlugin({
      contract: defineContract({ id: 'stars', summary: 'Stars', operations: {} }),
      migrations: migrations.folder,
      service: () => ({}),
      handlers: () => ({}),
      health,
    });
    return createServer({
      plugins: [...academy, stars],
      directory,
      database: postgres?.url ?? 'school.db',
      logLevel: 'silent',
    });
  };
  onTestFinished(async () => {
    await postgres?.drop();
    rmSync(directory, { recursive: true, force: true });
  });
  const within = async <T>(school: School, work: () => Promise<T>): Promise<T> => work().finally(() => school.stop(0));
  const first = open();
  await within(first, async () => {
    await first.migrate();
    await first.database.execute(`insert into stars values ('a', 5), ('b', 2)`);
  });
  return { directory, migrations, open, within };
}
const noSky: Health = { state: 'bad', says: { en: 'no sky today' }, mend: { en: 'Wait for the night.' } };
const isUpgraded = ({ database }: School) =>
  database.rawAll('select * from fine').then(
    () => true,
    () => false,
  );
const stars = (school: School) => school.database.rawAll('select * from stars order by id');

describe.each(dialects)('an upgrade on %s', (dialect) => {
  it('backs up, migrates and is looked at; again it does nothing', async () => {
    const { directory, migrations, open, within } = await leftBehind(dialect);
    migrations.write('0002_colours', `alter table stars add column colour text not null default 'white'`);
    const school = open();
    await within(school, async () => {
      const done = await upgrade(school);
      expect(done.applied).toEqual(['stars/0002_colours']);
      expect(done.backup).toContain(join(directory, 'data', 'backups'));
      expect(done.health.checks.find(({ name }) => name === 'plugin stars')?.ok).toBe(true);
      expect(await stars(school)).toEqual([
        { id: 'a', given: 5, colour: 'white' },
        { id: 'b', given: 2, colour: 'white' },
      ]);
      expect(await upgrade(school)).toMatchObject({ applied: [], backup: undefined });
      expect(readdirSync(join(directory, 'data', 'backups'))).toHaveLength(1);
    });
  });

  it('is not stopped by what was not well before', async () => {
    const { migrations, open, within } = await leftBehind(dialect);
    migrations.write('0002_fine', 'create table fine (id text primary key)');
    const school = open(async () => noSky);
    await within(school, async () => {
      const { applied, health } = await upgrade(school);
      expect(applied).toEqual(['stars/0002_fine']);
      expect(health.checks.find(({ name }) => name === 'plugin stars')).toMatchObject({
        ok: false,
        detail: 'no sky today',
        fix: 'Wait for the night.',
      });
    });
  });

  // Guard removed on purpose: with returnTo not called, the column `colour` stayed and `bright` was gone.
  it.each([
    ['a migration that fails half-way', '0003_broken', 'alter table nothing_here add column x text'],
    ['a plugin that is not well', '0003_fine', 'create table fine (id text primary key)'],
  ])('is taken back as a whole after %s', async (what, name, sql) => {
    const { migrations, open, within } = await leftBehind(dialect);
    const before = open();
    const [schema, ledger] = await within(before, async () => [
      await schemaOf(before.database),
      await before.database.rawAll('select plugin, name, digest from schema_migrations order by plugin, name'),
    ]);
    migrations.write(
      '0002_colours',
      `drop view bright;\nalter table stars add column colour text;\nalter table stars drop column given`,
    );
    migrations.write(name, sql);
    const school: School = open(async () =>
      what.includes('plugin') && (await isUpgraded(school)) ? noSky : undefined,
    );
    await within(school, async () => {
      const failure: Error = await upgrade(school).then(
        () => expect.fail('it was done'),
        (error: Error) => error,
      );
      expect(failure.name, failure.stack).toBe('UpgradeTakenBackError');
      expect(failure.message).toMatch(
        what.includes('plugin') ? /plugin stars: no sky today/ : /0003_broken.*nothing_here/s,
      );
      expect(failure.message).toMatch(/The database is as it was before; the backup that was made is /);
    });
    const after = open();
    await within(after, async () => {
      expect(await stars(after)).toEqual([
        { id: 'a', given: 5 },
        { id: 'b', given: 2 },
      ]);
      expect(await schemaOf(after.database)).toEqual(schema);
      expect(
        await after.database.rawAll('select plugin, name, digest from schema_migrations order by plugin, name'),
      ).toEqual(ledger);
    });
  });

  it('is not begun when the backup cannot be made', async () => {
    const { directory, migrations, open, within } = await leftBehind(dialect);
    migrations.write('0002_colours', 'alter table stars add column colour text');
    rmSync(join(directory, 'data', 'backups'), { recursive: true, force: true });
    const school = open();
    await within(school, async () => {
      const list = school.storage.list;
      Object.assign(school.storage, {
        list: () => {
          throw new Error('the disk does not answer');
        },
      });
      await expect(upgrade(school)).rejects.toThrow('the disk does not answer');
      Object.assign(school.storage, { list });
      expect(await stars(school)).toEqual([
        { id: 'a', given: 5 },
        { id: 'b', given: 2 },
      ]);
    });
  });
});
