import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

const states = ['failed', 'running', 'waiting', 'done', 'cancelled'] as const;

export default class JobsList extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'See what is worked on, what waits, and what failed.';
  static override description =
    'With what failed also events that a plugin could not take. Mend the cause, then: lms jobs retry all.';
  static override examples = ['<%= config.bin %> jobs list --state failed'];
  static override flags = {
    ...globalFlags,
    state: Flags.option({ options: states, description: 'Only these; all when absent' })(),
    lines: Flags.integer({
      char: 'n',
      min: 1,
      max: 100,
      default: 50,
      helpValue: '<number>',
      description: 'The last so many',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(JobsList);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { items } = await lms.admin.work({ limit: flags.lines, ...(flags.state && { state: flags.state }) });
    for (const work of items) {
      if (flags.json) {
        this.emit(work);
        continue;
      }
      const { id, state, title, about, error, createdAt, finishedAt, attempt, attempts } = work;
      const when = (finishedAt ?? createdAt).slice(0, 16).replace('T', ' ');
      this.log(
        `${when}  ${state.padEnd(9)} ${title.en}${about ? `: ${about}` : ''} (${attempt} of ${attempts} attempts)`,
      );
      if (error && state !== 'done') this.log(`  ${error.split('\n')[0]}`);
      this.log(`  ${id}`);
    }
    if (items.length === 0) this.say(flags.state === 'failed' ? 'Nothing has failed.' : 'There is nothing.');
    else if (flags.state === 'failed') this.say('\nWhen the cause is mended: lms jobs retry all');
  }
}
