import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class ProviderRemove extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Let nobody sign in with a provider any more.';
  static override description = 'What was connected through it is forgotten; the accounts in the school stay.';
  static override args = { id: Args.string({ required: true, description: 'From `lms provider list`' }) };
  static override flags = { ...globalFlags, ...previewed('See whether there is one; remove nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ProviderRemove);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const input = { providerId: args.id };
    if (await this.previews(flags, lms, 'auth.removeProvider', input, `Nobody would sign in with ${args.id} any more.`))
      return;
    await lms.auth.removeProvider(input);
    if (flags.json) return this.emit({ removed: args.id });
    this.say(`Nobody signs in with ${args.id} any more.`);
  }
}
