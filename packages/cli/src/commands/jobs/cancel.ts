import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class JobsCancel extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Stop a job that waits or runs.';
  static override args = { job: Args.string({ required: true, description: 'Its id: lms jobs list' }) };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(JobsCancel);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const input = { workId: args.job };
    if (await this.previews(flags, lms, 'admin.cancelWork', input, 'It would be stopped.')) return;
    const answer = await lms.admin.cancelWork(input);
    if (flags.json) this.emit(answer);
    else this.say('Stopped.');
  }
}
