import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { personAt } from '../../person-at.ts';

export default class UserShow extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'See what the school knows of somebody.';
  static override examples = ['<%= config.bin %> user show ana@example.org'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserShow);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const person = await lms.users.get({ userId: (await personAt(lms, args.email)).id });
    if (flags.json) return this.emit(person);
    const facts: (readonly [string, string])[] = [
      ['name', person.name],
      ['email', person.email],
      ['id', person.id],
      ['state', person.state === 'active' ? 'active' : `${person.state} since ${day(person.stateSince)}`],
      ['why', person.reason],
      ['roles', person.roles.join(', ')],
      ['here since', day(person.joinedAt)],
      ['language', person.locale ?? ''],
      ['time zone', person.timeZone ?? ''],
      ...person.fields.map(({ key, value }) => [key, value ?? ''] as const),
    ];
    const width = Math.max(...facts.map(([name]) => name.length));
    for (const [name, value] of facts) if (value) process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
  }
}

const day = (moment: string): string => moment.slice(0, 10);
