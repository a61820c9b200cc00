import { Args, Flags } from '@oclif/core';
import { confirmed } from '../../ask.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { personAt } from '../../person-at.ts';
import { changesIn } from '../../person-changes.ts';

export default class UserMerge extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Make two accounts of one person one.';
  static override description =
    'All that the first has becomes the second’s: courses, progress, certificates, roles. What opened the first (password, sessions, keys) opens nothing any more. It cannot be undone.';
  static override examples = ['<%= config.bin %> user merge ben.old@example.org ben@example.org --dry-run'];
  static override args = {
    from: Args.string({ required: true, description: 'Address of the account that goes' }),
    into: Args.string({ required: true, description: 'Address of the account that stays' }),
  };
  static override flags = {
    ...globalFlags,
    ...previewed('Show what would move; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserMerge);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const [from, into] = [await personAt(lms, args.from), await personAt(lms, args.into)];
    const input = { userId: from.id, intoId: into.id };
    const both = `${from.name} (${from.email}) into ${into.name} (${into.email})`;
    if (flags['dry-run']) {
      const { answer } = await lms.preview<Awaited<ReturnType<typeof lms.users.merge>>>('users.merge', input);
      if (flags.json) return this.emit({ type: 'preview', ...answer });
      this.say(`Would merge ${both}:`);
      return this.say(changesIn(answer));
    }
    if (!(await confirmed(`Merge ${both}? This cannot be undone.`, flags))) return this.say('Nothing was changed.');
    const done = await lms.users.merge(input);
    if (flags.json) return this.emit({ ...input, ...done });
    this.say(`Merged ${both}:`);
    this.say(changesIn(done));
  }
}
