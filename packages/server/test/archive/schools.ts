// Schools that archives come from and go to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, setupSlot } from '@lectern/kit';
import { onTestFinished } from 'vitest';
import type { School } from '../../src/school.ts';
import { createServer } from '../../src/server.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { openTestSchool, type TestSchool } from '../../src/testing/school.ts';
import { academy } from '../proofs/academy.ts';

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lectern-archive-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A school with an owner, and the demo data of every plugin. */
export async function livingSchool(dialect: Dialect): Promise<TestSchool> {
  const school = await openTestSchool(academy, dialect);
  onTestFinished(() => school.close());
  await school.person('owner', 'Solveig');
  const { host, inside } = school.server;
  for (const { contract, seed } of host.specs)
    if (seed) await inside(() => seed(host.serviceOf(contract.id), host.contextOf(contract.id) as never, 'tiny'));
  await school.work();
  return school;
}

export const ana = { name: 'Ana', email: 'ana.learner@example.org' } as const;

/** Another school, where Ana has an account too, and somebody whom the first one does not know. */
export async function inhabitedInstallation(
  dialect: Dialect,
): Promise<{ there: School; anaThere: string; stranger: string }> {
  const there = await emptyInstallation(dialect);
  await there.outbox.prepare();
  for (const setup of there.host.fillsOf(setupSlot)) await setup.prepare({ schoolName: 'Another School' });
  const users = there.host.serviceOf('users') as { create(person: object): Promise<{ id: string }> };
  const organizations = there.host.serviceOf('organizations') as { join(id: string): Promise<void> };
  const account = (person: { name: string; email: string }) =>
    there.inside(() =>
      there.database.unit(async () => {
        const { id } = await users.create(person);
        await organizations.join(id);
        return id;
      }),
    );
  const anaThere = await account(ana);
  const stranger = await account({ name: 'Zoe', email: 'zoe@example.org' });
  return { there, anaThere, stranger };
}

/** Migrated and empty: what comes first is the one that answers. */
export async function emptyInstallation(dialect: Dialect, directory = folder()): Promise<School> {
  const postgres = dialect === 'postgres' ? await testPostgres() : undefined;
  const school = createServer({
    plugins: academy,
    directory,
    database: postgres?.url ?? 'data/school.db',
    logLevel: 'silent',
    strict: true,
  });
  onTestFinished(async () => {
    await school.stop(0);
    await postgres?.drop();
  });
  await school.migrate();
  return school;
}
