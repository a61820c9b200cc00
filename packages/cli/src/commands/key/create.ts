import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class KeyCreate extends LmsCommand {
  static override summary = 'Create a key for a program. It is shown once.';
  static override args = { name: Args.string({ required: true, description: 'What it is for' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ description: 'Address of the person the program acts as; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const key = await lms.auth.createKey({ name: args.name });
    if (flags.json) this.emit(key);
    else process.stdout.write(`${key.key}\n`);
  }
}
