import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { CommandError } from '../errors.ts';

export default class Seed extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'Fill it with believable people and courses.';
  static override description =
    'Twice is once. The passwords of these people are known to everybody: for trying things out only.';
  static override flags = {
    ...globalFlags,
    scale: Flags.string({ options: ['tiny', 'demo'], default: 'demo', description: 'tiny: three people, one course' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Seed);
    this.take(flags);
    const { school, how } = await this.reach(flags);
    if (!school)
      throw new CommandError(
        how === 'socket'
          ? 'The school is being served. Stop it, seed, and serve it again.'
          : 'Seeding works on the machine of the school: run it there, with --dir in place of --url.',
      );
    const { sow } = await import('../sow.ts');
    await sow(school, flags.scale as 'tiny' | 'demo', (plugin) => this.say(`${plugin}: sown`));
    if (flags.json) this.emit({ type: 'summary', seeded: true });
  }
}
