import type { School } from '@lectern/server';
import { globalFlags, LmsCommand, previewed } from '../command.ts';
import { CommandError } from '../errors.ts';

export default class Upgrade extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Bring the database along, or leave it as it was.';
  static override description =
    'Shows what will change, makes a backup and reads it back, migrates the database, opens the school and looks at it. If anything of that fails, the database is put back as it was.';
  static override examples = ['<%= config.bin %> upgrade --dry-run', '<%= config.bin %> upgrade --dir school --yes'];
  static override flags = {
    ...globalFlags,
    ...previewed('Print the plan and its SQL; change nothing'),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Upgrade);
    this.take(flags);
    const folder = this.folder(flags);
    const { createServer, loadConfig, upgrade } = await import('@lectern/server');
    await assertNotServed(folder);
    const { webPages } = await import('@lectern/web');
    const school = createServer({ ...(await loadConfig(folder)), pages: await webPages(), logLevel: 'warn' });
    try {
      const { applied, sql } = await school.migrate({ dryRun: true });
      if (flags['dry-run']) {
        if (flags.json) return this.emit({ type: 'summary', applied, sql });
        if (applied.length > 0) process.stdout.write(sql);
        return this.say(applied.length === 0 ? 'Nothing to do: the database is up to date.' : '');
      }
      if (applied.length > 0 && !flags.json) {
        this.say(`To apply:\n${applied.map((one) => `  ${one}`).join('\n')}`);
        const { confirmed } = await import('../ask.ts');
        if (!(await confirmed('Back up, then apply them?', flags))) return this.say('Nothing was changed.');
      }
      const done = await upgrade(school, () => opensItsPages(school));
      if (flags.json) return this.emit({ type: 'summary', ...done });
      if (done.applied.length === 0) return this.say('Nothing to do: the database is up to date.');
      for (const { name, detail } of done.health.checks.filter(({ ok }) => !ok)) this.say(`Look at ${name}: ${detail}`);
      this.say(
        `${done.applied.length} migrations applied, and the school stands. The backup made before: ${done.backup}`,
      );
    } finally {
      await school.stop(0);
    }
  }
}

async function assertNotServed(folder: string): Promise<void> {
  const { fetchOverSocket, socketOf } = await import('@lectern/server');
  const status = await fetchOverSocket(socketOf(folder), new Request('http://localhost/kernel/status')).catch(
    () => undefined,
  );
  if (!status?.ok) return;
  const { process: id } = (await status.json()) as { process: number };
  throw new CommandError(`Process ${id} is serving this school. Stop it, upgrade, and serve again.`);
}

/** Asked for what a visitor sees first. Jobs and events do not run yet: a mail that is sent is not taken back. */
async function opensItsPages(school: School): Promise<void> {
  for (const path of ['/readyz', '/api/organizations/current', '/']) {
    const response = await school.fetch(new Request(`http://localhost${school.basePath}${path}`));
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }
}
