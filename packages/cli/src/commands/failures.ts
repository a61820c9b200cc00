import type { Failed, TriedAgain } from '@lectern/server';
import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Failures extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'See what was given up, and try it again.';
  static override description =
    'Events that a plugin could not take and jobs that failed at every attempt. Mend the cause first; what is done is never done twice.';
  static override examples = [
    '<%= config.bin %> failures --dir school',
    '<%= config.bin %> failures --retry all --dir school',
  ];
  static override flags = {
    ...globalFlags,
    retry: Flags.string({ multiple: true, helpValue: '<id>', description: 'Try this one again; all for every one' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Failures);
    this.take(flags);
    const { kernel } = await this.reach(flags);
    if (!kernel)
      throw new UsageError(
        'Failures are seen on the machine of the school: run it there, with --dir in place of --url.',
      );
    if (flags.retry) {
      const query = new URLSearchParams(flags.retry.map((id) => ['id', id]));
      const tried = (await (await kernel(`/kernel/failures?${query}`, { method: 'POST' })).json()) as TriedAgain;
      if (tried.failed.length > 0) process.exitCode = 1;
      if (flags.json) return this.emit({ type: 'summary', ...tried });
      this.say(`${tried.done.length} tried again.`);
      for (const { id, error } of tried.failed) this.log(`${id}: ${error}`);
      return;
    }
    const found = (await (await kernel('/kernel/failures')).json()) as Failed[];
    if (flags.json) {
      for (const one of found) this.emit(one);
      return;
    }
    if (found.length === 0) return this.say('Nothing was given up.');
    for (const { id, what, failedAt, attempts, error } of found)
      this.log(
        `${failedAt?.slice(0, 16).replace('T', ' ') ?? ''}  ${what}, after ${attempts} attempts\n  ${error}\n  ${id}`,
      );
    this.say('\nWhen the cause is mended: lms failures --retry all');
  }
}
