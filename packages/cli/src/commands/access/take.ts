import { Flags } from '@oclif/core';
import { holderAt, placeAt, rightAt } from '../../access-at.ts';
import { LmsCommand } from '../../command.ts';
import { givingArgs, givingFlags } from '../../giving-command.ts';

export default class AccessTake extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Take a role or right from a person or team, or lift a denial.';
  static override description =
    'It ends on their next request. What was given elsewhere stays: `lms access list --person EMAIL` shows all of it.';
  static override examples = [
    '<%= config.bin %> access take ana@example.org teaching-assistant --on course:reading-maps',
    '<%= config.bin %> access take ana@example.org course.publish --on course:reading-maps --denial',
  ];
  static override args = givingArgs;
  static override flags = { ...givingFlags, denial: Flags.boolean({ description: 'Lift what was denied' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AccessTake);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const who = await holderAt(lms, args.who);
    const on = await placeAt(lms, flags.on);
    const effect = flags.denial ? ('deny' as const) : ('allow' as const);
    const input = { ...who.id, ...(await rightAt(lms, args.what)), effect, ...(on && { on }) };
    const would = flags.denial ? `would not be denied ${args.what} any more.` : `would not have ${args.what} any more.`;
    if (await this.previews(flags, lms, 'access.unassign', input, `${who.name} ${would}`)) return;
    await lms.access.unassign(input);
    if (flags.json) return this.emit(input);
    this.say(`${who.name} ${flags.denial ? 'is not denied' : 'has not'} ${args.what} there any more.`);
  }
}
