import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { personAt } from '../../person-at.ts';

export default class UserSuspend extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Keep somebody out until they are restored.';
  static override description = 'Sessions and keys are refused from their next request on. All that is theirs stays.';
  static override examples = ['<%= config.bin %> user suspend ben@example.org --reason "Until spring"'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
    reason: Flags.string({ helpValue: '<words>', description: 'Kept for who looks after people; nobody is told' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserSuspend);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId, name, email } = await personAt(lms, args.email);
    const input = { userId, ...(flags.reason && { reason: flags.reason }) };
    if (await this.previews(flags, lms, 'users.suspend', input, `${name} (${email}) would be suspended.`)) return;
    const now = await lms.users.suspend(input);
    if (flags.json) return this.emit({ userId, email, state: now.state });
    this.say(`${name} (${email}) is suspended.`);
  }
}
