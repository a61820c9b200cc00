import { holderAt, placeAt, rightAt, rightText, termAt } from '../../access-at.ts';
import { LmsCommand } from '../../command.ts';
import { givingArgs, givingFlags, termFlags } from '../../giving-command.ts';

export default class AccessGive extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Give a person or a team a role, or one permission.';
  static override description =
    'It holds on their next request. Given again it gets the new times. Nobody gives what they do not have there themselves.';
  static override examples = [
    '<%= config.bin %> access give ana@example.org teaching-assistant --on course:reading-maps --until 2027-01-31',
    '<%= config.bin %> access give team:Teachers reviewer',
    '<%= config.bin %> access give ben@example.org course.create',
  ];
  static override args = givingArgs;
  static override flags = { ...givingFlags, ...termFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AccessGive);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const who = await holderAt(lms, args.who);
    const on = await placeAt(lms, flags.on);
    const below = flags.below && { below: true };
    const input = { ...who.id, ...(await rightAt(lms, args.what)), ...(on && { on }), ...below, ...termAt(flags) };
    if (await this.previews(flags, lms, 'access.assign', input, `${who.name} would have ${args.what}.`)) return;
    const given = await lms.access.assign(input);
    if (flags.json) return this.emit(given);
    this.say(`${who.name}: ${rightText(given)}`);
  }
}
