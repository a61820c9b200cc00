// An import that was killed leaves rows of a school that nobody sees. A mark in the school folder, made before the first of
// them, tells the next import that they are nobody's; the school's own job erases them after a day if none comes.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInScope } from '@lectern/kit';
import { dropLog } from '../audit/removal.ts';
import { createTenants } from '../kernel/tenants.ts';
import { across } from '../persons/statements.ts';
import type { School } from '../school.ts';
import { carriedTables, organizationTable } from './carried.ts';
import { isHosts } from './check.ts';
import { forgetAside } from './coming.ts';
import { acrossAll } from './known.ts';
import { ArchiveError } from './manifest.ts';

const rowsAtOnce = 500;
const folderOf = ({ directory }: School) => join(directory, 'data', 'imports');
/** Imports of this process: its own pid in a mark says nothing else. */
const underWay = new Set<string>();

/** @returns ends it. @throws ArchiveError while another process imports the same school */
export async function begin(school: School, org: string): Promise<() => Promise<void>> {
  const folder = folderOf(school);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mark = join(folder, `${org}.json`);
  if (underWay.has(mark)) throw new ArchiveError('This school is being imported just now.');
  underWay.add(mark);
  await writeFile(mark, JSON.stringify({ process: process.pid, since: new Date().toISOString() }), { mode: 0o600 });
  return async () => {
    await rm(mark, { force: true });
    underWay.delete(mark);
  };
}

/** Removes what imports that were killed have left. @returns their organizations */
export async function clearUnfinished(school: School): Promise<string[]> {
  const folder = folderOf(school);
  const marks = await readdir(folder).catch(() => []);
  const cleared: string[] = [];
  for (const name of marks) {
    const mark = join(folder, name);
    const org = /^([A-Za-z0-9_-]{1,64})\.json$/.exec(name)?.[1];
    if (org === undefined || underWay.has(mark) || (await isRunning(mark))) continue;
    await eraseHidden(school, org);
    await rm(mark, { force: true });
    cleared.push(org);
  }
  return cleared;
}

/** Of an organization that never became visible. What is in storage goes with the next sweep. */
export async function eraseHidden({ database, host }: School, org: string): Promise<void> {
  const [row] = await runInScope(acrossAll, () =>
    database.all(across(`select state from ${organizationTable()} where id = ?`, [org])),
  );
  if (row && row[0] !== 'deleted') return; // it was finished, and only its mark was not removed
  const tenants = createTenants(database, () => host.specs);
  await runInScope({ ...acrossAll, org }, async () => {
    while (await tenants.eraseSome(rowsAtOnce));
  });
  await runInScope(acrossAll, () =>
    database.unit(async () => {
      await forgetAside(database, org);
      await dropLog(database, org);
      for (const { name, organization } of carriedTables(host.specs).filter(isHosts))
        await database.run(across(`delete from ${name} where ${organization} = ?`, [org]));
      await database.run(across(`delete from ${organizationTable()} where id = ? and state = 'deleted'`, [org]));
    }),
  );
}

async function isRunning(mark: string): Promise<boolean> {
  try {
    const { process: pid } = JSON.parse(await readFile(mark, 'utf8')) as { process: number };
    if (pid === process.pid) return false; // not in `underWay`: a process before this one had the number
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
