import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Imported } from '@lectern/server';
import { Flags } from '@oclif/core';
import { behindIn } from '../../archive-behind.ts';
import { askForArchive } from '../../archive-call.ts';
import { bar } from '../../bar.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { fileArg } from '../../file-arg.ts';

export default class OrgImport extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Take in a school that `lms org export` wrote.';
  static override description =
    'Below the school of the folder, or as the school of a new folder; on SQLite or on Postgres, whichever it came from. Who has an account here already, by the address, keeps it. Everything in the file is checked before anything is written.';
  static override examples = [
    '<%= config.bin %> org import halden.zip --dry-run',
    '<%= config.bin %> org import halden.zip --address halden',
    { description: 'As a school of its own:', command: '<%= config.bin %> org import halden.zip --dir new-school' },
  ];
  static override args = { file: fileArg({ required: true, description: 'The file `lms org export` wrote' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('Check the file and say what would come; change nothing'),
    address: Flags.string({
      helpValue: '<label>',
      description: 'First part of its host here: lower-case letters, digits and hyphens',
    }),
    database: Flags.string({
      helpValue: '<address>',
      description: 'Of a new folder: postgres://user:password@host/name, in place of a file in it',
    }),
    without: Flags.string({
      helpValue: '<plugin>',
      multiple: true,
      description: 'Leave out what a plugin holds that is not here',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgImport);
    this.take(flags);
    const how = { file: resolve(args.file), without: flags.without ?? [], address: flags.address };
    const shown = !this.json && !this.quiet;
    const isNew = flags.url === undefined && !existsSync(join(flags.dir, 'lms.config.ts'));
    if (isNew) {
      const { importSchool, tryImport } = await import('../../make-school.ts');
      const progress = bar({ on: shown });
      const place = { folder: flags.dir, database: flags.database };
      const told = (done: number, total: number, note: string) => progress.at(done / Math.max(total, 1), note);
      try {
        if (flags['dry-run']) return this.tell(await tryImport(how, place, told), async (path) => path);
        const { done, site } = await importSchool(how, place, told);
        return await this.tell(done, async (path) => new URL(path, site).href, `lms serve --dir ${flags.dir}`);
      } finally {
        progress.end();
      }
    }
    if (flags.database !== undefined)
      throw new UsageError('--database is for a new folder; the school of this folder has one.');
    const reached = await this.reach(flags);
    const asked = { ...how, 'dry-run': String(flags['dry-run']) };
    const done = await askForArchive<Imported>(reached, '/kernel/organization/import', asked, shown);
    return this.tell(done, async (path) => {
      const link = new URL(await reached.openable(`http://localhost${path}`));
      // A school below stands below a name, and an address of numbers has none.
      const host = /^[\d.]+$|^\[/.test(link.hostname) ? 'localhost' : link.hostname;
      if (done.organization.address !== null) link.hostname = `${done.organization.address}.${host}`;
      return link.href;
    });
  }

  async tell(done: Imported, linkAt: (path: string) => Promise<string>, next?: string): Promise<void> {
    const owners = await Promise.all(
      done.owners.map(async ({ link, ...owner }) => ({ ...owner, link: link && (await linkAt(link)) })),
    );
    if (this.json) return this.emit({ type: 'summary', ...done, owners });
    const { organization, people, rows, files, left, missing, dryRun } = done;
    const below = organization.address === null ? '' : `, below the school of this folder, as ${organization.address}`;
    this.say(
      `${organization.name}, as of ${done.madeAt.slice(0, 16).replace('T', ' ')} UTC: ${rows} rows and ${files} files ${dryRun ? 'would be' : 'are'} here${below}.`,
    );
    this.say(
      `${people.coming} people ${dryRun ? 'would come' : 'came'}; ${people.known} have an account here and keep it.`,
    );
    for (const address of people.addresses.slice(0, 20)) this.say(`  ${address}`);
    for (const { table, plugin, rows } of left) this.say(`Left out: ${rows} rows of ${plugin} (${table}).`);
    for (const line of behindIn(done.behind)) this.say(`Stayed where it came from: ${line}.`);
    if (missing.length > 0) this.say(`${missing.length} files were missing where it came from, and are missing here.`);
    if (dryRun) return;
    this.say('Passwords did not travel: people ask for a link under “Forgot your password?”. Its owners get in so:');
    for (const { name, email, link } of owners)
      this.say(`  ${name} <${email}>: ${link ?? 'with the account that is here'}`);
    if (next !== undefined) this.say(`Next: ${next}`);
  }
}
