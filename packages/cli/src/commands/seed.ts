import { Flags } from '@oclif/core';
import { CommandError, globalFlags, LmsCommand } from '../command.ts';

export default class Seed extends LmsCommand {
  static override summary = 'Fill the school with believable people and courses. Twice is once.';
  static override flags = { ...globalFlags, scale: Flags.string({ options: ['tiny', 'demo'], default: 'demo' }) };

  async run(): Promise<void> {
    const { flags } = await this.parse(Seed);
    this.take(flags);
    const { school, how } = await this.reach(flags);
    if (!school)
      throw new CommandError(
        how === 'socket'
          ? 'The school is being served. Stop it, seed, and serve it again.'
          : 'Seeding works on the machine itself, with --dir.',
      );
    for (const { contract, seed } of school.host.specs) {
      if (!seed) continue;
      await school.inside(() =>
        seed(
          school.host.serviceOf(contract.id),
          school.host.contextOf(contract.id) as never,
          flags.scale as 'tiny' | 'demo',
        ),
      );
      this.say(`${contract.id}: sown`);
    }
    await school.outbox.drain();
    if (flags.json) this.emit({ type: 'summary', seeded: true });
  }
}
