import { Flags } from '@oclif/core';
import { givenText, placeAt, placeHelp, rightText } from '../../access-at.ts';
import { globalFlags, LmsCommand } from '../../command.ts';
import { personAt } from '../../person-at.ts';

export default class AccessList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Who may do what, since when, and who gave it.';
  static override description =
    'A line for each person and each thing they were given or denied; what a team has stands with each of its people.';
  static override examples = [
    '<%= config.bin %> access list --permission course.publish',
    '<%= config.bin %> access list --on course:reading-maps',
    '<%= config.bin %> access list --role owner --json',
  ];
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
    person: Flags.string({ helpValue: '<email>', description: 'Only this person' }),
    role: Flags.string({ helpValue: '<role>', description: 'Only this role' }),
    permission: Flags.string({ helpValue: '<permission>', description: 'Only what gives or denies it' }),
    on: Flags.string({ helpValue: '<place>', description: `Only what reaches it: ${placeHelp}` }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AccessList);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { role, permission } = flags;
    const userId = flags.person && (await personAt(lms, flags.person)).id;
    const on = await placeAt(lms, flags.on);
    const asked = {
      limit: 100,
      ...(role && { role }),
      ...(permission && { permission }),
      ...(userId && { userId }),
      ...(on && { on }),
    };
    let count = 0;
    for await (const one of lms.pages(lms.access.review, asked)) {
      const { name, through, assignment } = one;
      count++;
      const columns = [name, rightText(assignment), givenText(assignment), through ? `team ${through.name}` : '-'];
      if (flags.json) this.emit(one);
      else process.stdout.write(`${columns.join('\t')}\n`);
    }
    if (count === 0) this.say('Nobody like this.');
  }
}
