import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class UserResetSecondFactor extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'End the second step of who lost it.';
  static override description =
    'For who has neither the phone nor a recovery code. Their sessions end; the password alone opens the account until they set the second step up again.';
  static override examples = [
    '<%= config.bin %> user reset-second-factor ana@example.org --dir school',
    { description: 'The owner is locked out:', command: '<%= config.bin %> user reset-second-factor --dir school' },
  ];
  static override args = { email: Args.string({ description: 'Address they sign in with; the owner when absent' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether there is such a person with a second step; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserResetSecondFactor);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const email = args.email ?? (await lms.users.me()).email;
    if (
      await this.previews(
        flags,
        lms,
        'auth.resetSecondFactor',
        { email },
        `${email} would sign in with the password alone, and be signed out everywhere.`,
      )
    )
      return;
    await lms.auth.resetSecondFactor({ email });
    if (flags.json) return this.emit({ email, done: true });
    this.say(`${email} signs in with the password alone, and is signed out everywhere.`);
  }
}
