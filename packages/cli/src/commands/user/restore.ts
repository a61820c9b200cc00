import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { personAt } from '../../person-at.ts';

export default class UserRestore extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Let somebody in again who was suspended or removed.';
  static override description =
    'With all they had. After 30 days a removed person is erased, and there is nobody to restore.';
  static override examples = ['<%= config.bin %> user restore ben@example.org'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserRestore);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId, name, email } = await personAt(lms, args.email);
    const input = { userId };
    if (await this.previews(flags, lms, 'users.restore', input, `${name} (${email}) would be let in again.`)) return;
    const now = await lms.users.restore(input);
    if (flags.json) return this.emit({ userId, email, state: now.state });
    this.say(`${name} (${email}) is let in again.`);
  }
}
