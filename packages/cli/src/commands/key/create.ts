import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class KeyCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Create a key for a program.';
  static override description = 'The key is shown once: for LECTERN_TOKEN, or as a bearer token.';
  static override examples = [
    '<%= config.bin %> key create website --permission course.read --expires 180',
    '<%= config.bin %> key create backup --dry-run',
  ];
  static override args = { name: Args.string({ required: true, description: 'What it is for' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether the person may; make no key'),
    as: Flags.string({
      helpValue: '<email>',
      description: 'Address of the person the program acts as; the owner when absent',
    }),
    permission: Flags.string({
      multiple: true,
      helpValue: '<name>',
      description: 'Limit it to this, and to others named so; `self` for the own account; everything when absent',
    }),
    'requests-per-minute': Flags.integer({
      min: 1,
      max: 1_000_000,
      helpValue: '<n>',
      description: 'Its own limit, beside that of its person',
    }),
    expires: Flags.integer({ min: 1, max: 3_660, helpValue: '<days>', description: 'After so many days it ends' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const input = {
      name: args.name,
      ...(flags.permission && { permissions: flags.permission }),
      ...(flags.expires && { expiresInDays: flags.expires }),
      ...(flags['requests-per-minute'] && { requestsPerMinute: flags['requests-per-minute'] }),
    };
    if (await this.previews(flags, lms, 'auth.createKey', input, `A key called ${args.name} would be made.`)) return;
    const key = await lms.auth.createKey(input);
    if (flags.json) this.emit(key);
    else process.stdout.write(`${key.key}\n`);
  }
}
