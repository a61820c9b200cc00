import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { CommandError } from '../../errors.ts';

export default class ProviderTest extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Ask a provider of sign-in whether it would work.';
  static override args = { id: Args.string({ required: true, description: 'From `lms provider list`' }) };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ProviderTest);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { ok, problem } = await lms.auth.testProvider({ providerId: args.id });
    if (flags.json) {
      this.emit({ ok, problem });
      if (!ok) process.exitCode = 1;
      return;
    }
    if (problem !== null) throw new CommandError(`${args.id} would not work yet. ${problem}`);
    this.say(`${args.id} answers, and it knows this school.`);
  }
}
