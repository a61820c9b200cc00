import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class KeyRevoke extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'End a key: the program that uses it is shut out at once.';
  static override args = { id: Args.string({ required: true, description: 'From lms key list' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether there is such a key; end nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of its person; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(KeyRevoke);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    if (await this.previews(flags, lms, 'auth.revokeKey', { keyId: args.id }, `The key ${args.id} would end.`)) return;
    await lms.auth.revokeKey({ keyId: args.id });
    if (flags.json) return this.emit({ id: args.id, ended: true });
    this.say(`The key ${args.id} has ended.`);
  }
}
