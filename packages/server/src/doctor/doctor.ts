// Looks at everything a school stands on, and says for each what to do when it is not well.
import { statfs } from 'node:fs/promises';
import { migrationSets } from '../kernel/migrations.ts';
import { migrate } from '../schema/apply.ts';
import type { School } from '../school.ts';
import { sweepable, UnknowableError } from '../storage/sweep.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; only when it is not well. */
  readonly fix?: string;
}
export interface Examination {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/** Changes nothing but a probe file in storage, which it removes. */
export async function examine(school: School): Promise<Examination> {
  const checks = [
    await check('node', () => nodeVersion(process.versions.node)),
    await check('database', () => databaseAnswers(school)),
    await check('migrations', () => noneMissing(school)),
    ...(school.database.dialect === 'postgres' ? [await check('database role', () => plainRole(school))] : []),
    await check(
      'storage',
      async () => {
        await school.storage.check();
        return 'a file was written and came back';
      },
      'See that the folder exists, is writable and has space.',
    ),
    await check('unused files', () => unusedFiles(school)),
    await check('disk', () => spaceLeft(school.directory)),
    await check(
      'mail',
      async () => {
        await school.mail.check();
        return school.mailsTo;
      },
      'Correct LECTERN_SMTP, or take it out: mails are then files in data/mail.',
    ),
    await check('jobs', async () => {
      const failed = (await school.jobs.counts()).filter(({ state }) => state === 'failed');
      const count = failed.reduce((sum, one) => sum + one.count, 0);
      if (count > 0) throw new Unwell(`${count} jobs failed`, seeFailures);
      return 'none failed';
    }),
    await check('events', async () => {
      const stuck = (await school.outbox.lag()).filter(({ attempts }) => attempts > 0);
      if (stuck.length > 0)
        throw new Unwell(
          stuck.map(({ subscriber, error }) => `${subscriber} does not take an event: ${error}`).join('; '),
          'Mend the cause; delivery is tried again by itself.',
        );
      const given = (await school.outbox.failures()).length;
      if (given > 0) throw new Unwell(`${given} events were given up`, seeFailures);
      return 'all delivered or on their way';
    }),
    ...(await Promise.all(
      school.host.specs.filter(({ health }) => health).map((spec) => pluginHealth(school, spec.contract.id)),
    )),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

const seeFailures = 'See them with lms failures, mend the cause, then lms failures --retry all.';

class Unwell extends Error {
  readonly fix: string;
  constructor(detail: string, fix: string) {
    super(detail);
    this.fix = fix;
  }
}
async function check(
  name: string,
  look: () => string | Promise<string>,
  fix = 'The detail says what is wrong.',
): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
      fix: error instanceof Unwell ? error.fix : fix,
    };
  }
}

function nodeVersion(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18))
    throw new Unwell(`Node ${version} is too old`, 'Install Node 22.18 or newer.');
  return `Node ${version}`;
}
async function databaseAnswers({ database }: School): Promise<string> {
  const statement =
    database.dialect === 'sqlite'
      ? 'select sqlite_version() as version'
      : "select current_setting('server_version') as version";
  const [row] = await database.rawAll(statement);
  return `${database.dialect === 'sqlite' ? 'SQLite' : 'Postgres'} ${row?.version}`;
}
async function noneMissing({ database, host, log }: School): Promise<string> {
  const { applied } = await migrate(database, migrationSets(host.specs), { dryRun: true, log });
  if (applied.length > 0)
    throw new Unwell(
      `${applied.length} migrations are not applied: ${applied.slice(0, 3).join(', ')}`,
      'Run lms migrate (lms serve does it by itself).',
    );
  return 'all applied';
}
/** A role that bypasses row-level security turns the second wall between organizations into paper. */
async function plainRole({ database }: School): Promise<string> {
  const [row] = await database.rawAll(
    'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  if (row?.rolsuper || row?.rolbypassrls)
    throw new Unwell(
      `${row.rolname} passes by row-level security`,
      `Use a role of its own: create role lectern login; alter database ... owner to lectern; alter role lectern nosuperuser nobypassrls.`,
    );
  return `${row?.rolname} is a plain role`;
}
async function unusedFiles({ storage, address }: School): Promise<string> {
  if ((await storage.list()[Symbol.asyncIterator]().next()).done) return 'none';
  try {
    const { objects, bytes } = await sweepable({ storage, address, now: () => new Date() });
    return objects === 0
      ? 'none'
      : `${objects} files (${(bytes / 1e6).toFixed(1)} MB) that nothing names; they are removed by themselves in a day or two`;
  } catch (error) {
    if (error instanceof UnknowableError) return `cannot be told: ${error.message}`;
    throw error;
  }
}
async function spaceLeft(directory: string): Promise<string> {
  const { bavail, bsize } = await statfs(directory);
  const gigabytes = (bavail * bsize) / 2 ** 30;
  if (gigabytes < 1)
    throw new Unwell(`${gigabytes.toFixed(1)} GB left`, 'Make room, or move the school folder to a larger disk.');
  return `${gigabytes.toFixed(0)} GB left`;
}
async function pluginHealth(school: School, plugin: string): Promise<Check> {
  const { host } = school;
  const { health } = host.specs.find(({ contract }) => contract.id === plugin)!;
  return check(`plugin ${plugin}`, async () => {
    const { ok, note } = await school.inside(() =>
      Promise.resolve(health!(host.serviceOf(plugin), host.contextOf(plugin) as never)),
    );
    if (!ok) throw new Unwell(note ?? 'not well', note ?? 'See the log.');
    return note ?? 'well';
  });
}
