import { holderAt, placeAt, rightAt, rightText, termAt } from '../../access-at.ts';
import { LmsCommand } from '../../command.ts';
import { givingArgs, givingFlags, termFlags } from '../../giving-command.ts';

export default class AccessDeny extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Deny a person or a team one permission, or all of a role.';
  static override description =
    'It wins over everything that was given, wherever, from their next request on. `lms access take --denial` lifts it.';
  static override examples = [
    '<%= config.bin %> access deny ana@example.org course.publish --on course:reading-maps',
    '<%= config.bin %> access deny team:Guests content.read --until 2027-01-31',
  ];
  static override args = givingArgs;
  static override flags = { ...givingFlags, ...termFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AccessDeny);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const who = await holderAt(lms, args.who);
    const on = await placeAt(lms, flags.on);
    const below = flags.below && { below: true };
    const what = { ...(await rightAt(lms, args.what)), effect: 'deny' as const };
    const input = { ...who.id, ...what, ...(on && { on }), ...below, ...termAt(flags) };
    if (await this.previews(flags, lms, 'access.assign', input, `${who.name} would be denied ${args.what}.`)) return;
    const denied = await lms.access.assign(input);
    if (flags.json) return this.emit(denied);
    this.say(`${who.name}: ${rightText(denied)}`);
  }
}
