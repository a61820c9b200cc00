import { globalFlags, LmsCommand } from '../../command.ts';
import { schoolsOf } from '../../org-at.ts';

export default class OrgList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show the schools below this one, with their limits.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(OrgList);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const items = await schoolsOf(lms);
    if (flags.json) return this.emit({ items });
    if (items.length === 0)
      return this.say('There is one school here. Make another: lms org create ADDRESS --name NAME');
    for (const { address, name, state, limits } of items) {
      const set = Object.entries(limits).flatMap(([kind, limit]) => (limit === null ? [] : [`${kind} ${limit}`]));
      this.log(`${address ?? '-'}  ${name}  ${state}${set.length > 0 ? `  ${set.join(', ')}` : ''}`);
    }
  }
}
