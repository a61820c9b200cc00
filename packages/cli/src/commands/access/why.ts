import type { AccessExplainOutput } from '@lectern/sdk';
import { Args, Flags } from '@oclif/core';
import { givenText, placeAt, placeHelp, rightText } from '../../access-at.ts';
import { globalFlags, LmsCommand } from '../../command.ts';
import type { Failure } from '../../errors.ts';
import { personAt } from '../../person-at.ts';

type Reason = NonNullable<AccessExplainOutput['decides']>;

export default class AccessWhy extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Why somebody may do something, or may not.';
  static override description =
    'Names the role, the place and who gave it, or the denial that wins. Ends as test(1) does: 0 they may, 1 they may not, 2 it could not be told.';
  static override examples = [
    '<%= config.bin %> access why ana@example.org course.publish course:reading-maps',
    {
      description: 'In a script:',
      command: '<%= config.bin %> access why ana@example.org user.read --quiet && echo "she may"',
    },
  ];
  static override args = {
    email: Args.string({ required: true, description: 'Address they sign in with' }),
    permission: Args.string({ required: true, description: 'Such as course.publish; `lms role list --permissions`' }),
    on: Args.string({ description: `Where: ${placeHelp}` }),
  };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AccessWhy);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId } = await personAt(lms, args.email);
    const on = await placeAt(lms, args.on);
    const answer = await lms.access.explain({ userId, permission: args.permission, ...(on && { on }) });
    process.exitCode = answer.allowed ? 0 : 1;
    if (flags.json) return this.emit(answer);
    const { allowed, name, permission, permissionSummary, place, decides, others, would } = answer;
    const where = place ? `in ${place.title ?? `${place.type} ${answer.on}`}` : 'in the whole school';
    const what = permissionSummary ? `${permission} (${permissionSummary})` : permission;
    this.say(`${allowed ? 'Yes' : 'No'}: ${name} ${allowed ? 'may' : 'may not'} ${what} ${where}.`);
    this.say(reasons[answer.because]);
    if (decides) this.say(`  ${told(decides)}`);
    if (others.length > 0) this.say(decides ? 'What else speaks of it:' : 'What speaks of it:');
    for (const one of others) this.say(`  ${told(one)}`);
    if (!allowed && answer.because !== 'denied' && would.length > 0)
      this.say(`Roles that allow it: ${would.map(({ id }) => id).join(', ')}.`);
  }

  /** 1 is an answer here. */
  protected override fail(failure: Failure): void {
    super.fail({ ...failure, exit: 2 });
  }
}

const reasons: Readonly<Record<AccessExplainOutput['because'], string>> = {
  given: 'This decides it:',
  denied: 'A denial decides it; it wins over everything that was given:',
  later: 'Something would allow it later.',
  over: 'Something allowed it, and its time is over.',
  nothing: 'Nothing gives it to them.',
  not_here: 'They are suspended or removed in this school.',
  unknown_permission: 'No loaded plugin knows such a permission.',
};
const told = (reason: Reason): string => {
  const through = reason.teamId === null ? '' : `, through the team ${reason.name}`;
  const above = reason.above === null ? '' : `, from the school above, ${reason.above}`;
  return `${rightText(reason)}${through}${above}; ${givenText(reason)}`;
};
