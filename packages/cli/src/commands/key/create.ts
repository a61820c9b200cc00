import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class KeyCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Create a key for a program.';
  static override description = 'The key is shown once: for LECTERN_TOKEN, or as a bearer token.';
  static override args = { name: Args.string({ required: true, description: 'What it is for' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether the person may; make no key'),
    as: Flags.string({
      helpValue: '<email>',
      description: 'Address of the person the program acts as; the owner when absent',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    if (flags['dry-run']) {
      const { audit } = await lms.preview('auth.createKey', { name: args.name });
      if (flags.json) return this.emit({ type: 'preview', audit });
      return this.say(`A key called ${args.name} would be made.`);
    }
    const key = await lms.auth.createKey({ name: args.name });
    if (flags.json) this.emit(key);
    else process.stdout.write(`${key.key}\n`);
  }
}
