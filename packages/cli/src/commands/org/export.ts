import { resolve } from 'node:path';
import type { Exported } from '@lectern/server';
import { Args, Flags } from '@oclif/core';
import { behindIn } from '../../archive-behind.ts';
import { askForArchive } from '../../archive-call.ts';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class OrgExport extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Write one school into a file for another installation.';
  static override description =
    'With its people, courses, files, results and log, as of one moment, also while it serves. Passwords, keys and ways to sign in stay behind.';
  static override examples = [
    '<%= config.bin %> org export --out halden.zip',
    '<%= config.bin %> org export north --out north.zip',
  ];
  static override args = {
    org: Args.string({ description: 'Address, name or id of the school; the only one when absent' }),
  };
  static override flags = {
    ...globalFlags,
    out: Flags.string({
      char: 'o',
      helpValue: '<file>',
      description: 'File to write, which must not exist',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgExport);
    this.take(flags);
    const reached = await this.reach(flags);
    const asked = { org: args.org, to: resolve(flags.out) };
    const shown = !this.json && !this.quiet;
    const done = await askForArchive<Exported>(reached, '/kernel/organization/export', asked, shown);
    if (flags.json) return this.emit({ type: 'summary', ...done });
    this.say(
      `${done.organization.name}: ${done.rows} rows, ${done.people} people and ${done.files} files (${Math.ceil(done.bytes / 1_000)} kB) are in`,
    );
    process.stdout.write(`${done.file}\n`);
    if (done.missing.length > 0)
      this.say(`${done.missing.length} files are named by the school and are not in its storage: see lms doctor.`);
    for (const line of behindIn(done.behind)) this.say(`Not in it: ${line}.`);
    if (done.below > 0) this.say(`${done.below} schools below it are not in the file: export each by its address.`);
    this.say('Whoever has the file has all of it: names, addresses and results. Next: lms org import FILE');
  }
}
