import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class UserLink extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Make a link by which somebody sets a new password.';
  static override description =
    'For who forgot the password, or lost the link of an invitation: that one ends. It works once, within 7 days; the old password holds until then. No mail is sent.';
  static override examples = [
    '<%= config.bin %> user link ana@example.org --dir school',
    { description: 'The owner is locked out:', command: '<%= config.bin %> user link --dir school' },
  ];
  static override args = { email: Args.string({ description: 'Address they sign in with; the owner when absent' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether there is such a person; make no link'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserLink);
    this.take(flags);
    const { lms, openable } = await this.reach(flags, flags.as);
    const email = args.email ?? (await lms.users.me()).email;
    if (
      await this.previews(
        flags,
        lms,
        'auth.createLink',
        { email },
        `${email} would be given a link; one made before would end.`,
      )
    )
      return;
    const made = await lms.auth.createLink({ email });
    const link = await openable(made.link);
    if (flags.json) return this.emit({ userId: made.userId, email, link });
    this.say(`${args.email ?? 'The owner'} sets a password here, once, within 7 days:`);
    process.stdout.write(`${link}\n`);
  }
}
