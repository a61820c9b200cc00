import { Args, Flags } from '@oclif/core';
import { emailFlag, passwordFlag } from '../account-flags.ts';
import { globalFlags, LmsCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Init extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'Make a school in a folder.';
  static override description =
    'Asks on a terminal what no flag says; --yes and --json ask nothing. Without an owner it prints a link that makes one, once.';
  static override examples = [
    '<%= config.bin %> init school',
    '<%= config.bin %> init school --yes --owner-email ana@example.org --owner-password "a long sentence"',
  ];
  static override args = { folder: Args.string({ required: true, description: 'A new or empty folder' }) };
  static override flags = {
    ...globalFlags,
    name: Flags.string({ helpValue: '<name>', description: 'Name of the school' }),
    'owner-name': Flags.string({ description: 'Name of the owner' }),
    'owner-email': emailFlag({ helpValue: '<email>', description: 'Address the owner signs in with' }),
    'owner-password': passwordFlag({
      description: 'At least 10 characters; without it a one-time link sets the password',
    }),
    database: Flags.string({
      helpValue: '<address>',
      description: 'postgres://user:password@host/name, in place of a file in the folder',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    this.take(flags);
    const asked =
      flags.yes || this.json || !process.stdin.isTTY ? {} : await (await import('../ask.ts')).askAboutSchool(flags);
    const given = { ...flags, ...asked };
    const email = given['owner-email'];
    const password = given['owner-password'];
    if (password !== undefined && email === undefined)
      throw new UsageError('--owner-password needs --owner-email: the address the owner signs in with.');
    const { makeSchool } = await import('../make-school.ts');
    const owner =
      email !== undefined && password !== undefined
        ? { name: given['owner-name'] ?? email.split('@')[0]!, email, password }
        : undefined;
    const made = await makeSchool(
      { folder: args.folder, database: given.database },
      { schoolName: given.name ?? 'Lectern', owner },
    );
    if (this.json) return this.emit({ type: 'made', ...made });
    this.say(`A school is in ${args.folder}.`);
    if (made.link) this.say(`Once it is served, this link makes its owner, once: ${made.link}`);
    this.say(`Next: lms serve --dir ${args.folder}`);
  }
}
