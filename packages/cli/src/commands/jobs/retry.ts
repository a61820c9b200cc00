import { isProblem } from '@lectern/sdk';
import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class JobsRetry extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Try again what failed, once the cause is mended.';
  static override description = 'What is done is never done twice.';
  static override examples = ['<%= config.bin %> jobs retry all'];
  static override args = {
    job: Args.string({ required: true, description: 'Its id (lms jobs list), or all that failed' }),
  };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(JobsRetry);
    this.take(flags);
    const { lms } = await this.reach(flags);
    if (args.job !== 'all') {
      await lms.admin.retryWork({ workId: args.job });
      if (flags.json) this.emit({ type: 'summary', done: [args.job], failed: [] });
      return this.say('It is tried again.');
    }
    const done: string[] = [];
    const failed: { readonly id: string; readonly error: string }[] = [];
    // What was tried is no longer among those that failed, or failed again: then it is not tried a second time.
    for (let more = true; more; ) {
      const seen = new Set([...done, ...failed.map(({ id }) => id)]);
      const { items } = await lms.admin.work({ state: 'failed', limit: 100 });
      const fresh = items.filter(({ id }) => !seen.has(id)).reverse();
      more = fresh.length > 0;
      for (const { id } of fresh)
        try {
          await lms.admin.retryWork({ workId: id });
          done.push(id);
        } catch (error) {
          if (!isProblem(error)) throw error;
          failed.push({ id, error: error.message });
        }
    }
    if (failed.length > 0) process.exitCode = 1;
    if (flags.json) return this.emit({ type: 'summary', done, failed });
    this.say(`${done.length} tried again.`);
    for (const { id, error } of failed) this.log(`${id}: ${error}`);
  }
}
