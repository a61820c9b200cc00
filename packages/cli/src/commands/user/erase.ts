import { Args, Flags } from '@oclif/core';
import { confirmed } from '../../ask.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { personAt } from '../../person-at.ts';
import { changesIn } from '../../person-changes.ts';

export default class UserErase extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Erase a person from the school, with all that is theirs.';
  static override description =
    'The log keeps what was done, by an id that names nobody any more. It cannot be undone: `lms user export` first, if they want their data.';
  static override examples = ['<%= config.bin %> user erase ben@example.org --dry-run'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('Show what would be erased; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserErase);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId, name, email } = await personAt(lms, args.email);
    if (flags['dry-run']) {
      const { answer } = await lms.preview<Awaited<ReturnType<typeof lms.users.erase>>>('users.erase', { userId });
      if (flags.json) return this.emit({ type: 'preview', ...answer });
      this.say(`Would erase ${name} (${email}):`);
      return this.say(changesIn(answer));
    }
    if (!(await confirmed(`Erase ${name} (${email})? This cannot be undone.`, flags)))
      return this.say('Nothing was changed.');
    const done = await lms.users.erase({ userId });
    if (flags.json) return this.emit({ userId, ...done });
    this.say(`${name} (${email}) is erased:`);
    this.say(changesIn(done));
  }
}
