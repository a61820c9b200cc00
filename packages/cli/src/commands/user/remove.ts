import { Args, Flags } from '@oclif/core';
import { confirmed } from '../../ask.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { personAt } from '../../person-at.ts';

export default class UserRemove extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Remove somebody from the school.';
  static override description =
    'They are kept out at once and stand in no list. For 30 days `lms user restore` brings them back with all they had; then what the school knows of them is erased.';
  static override examples = ['<%= config.bin %> user remove ben@example.org --yes'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
    reason: Flags.string({ helpValue: '<words>', description: 'Kept for who looks after people; nobody is told' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserRemove);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId, name, email } = await personAt(lms, args.email);
    const input = { userId, ...(flags.reason && { reason: flags.reason }) };
    if (await this.previews(flags, lms, 'users.remove', input, `${name} (${email}) would be removed.`)) return;
    if (!(await confirmed(`Remove ${name} (${email}) from the school?`, flags)))
      return this.say('Nothing was changed.');
    const now = await lms.users.remove(input);
    if (flags.json) return this.emit({ userId, email, state: now.state });
    this.say(`${name} (${email}) is removed; lms user restore brings them back for 30 days.`);
  }
}
