import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../command.ts';

export default class Invite extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Invite people by their addresses.';
  static override description =
    'They make their account, or come in with the one they have, by a link that is mailed to them.';
  static override examples = ['<%= config.bin %> invite ben@example.org --role instructor'];
  static override strict = false;
  static override args = { email: Args.string({ required: true, description: 'Address, or several' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; invite nobody'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of who invites; the owner when absent' }),
    role: Flags.string({
      helpValue: '<role>',
      description: 'Role in the whole school, see `lms role list`; none for learners',
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Invite);
    this.take(flags);
    const { lms, openable } = await this.reach(flags, flags.as);
    const input = { emails: argv as string[], ...(flags.role && { role: flags.role }) };
    if (await this.previews(flags, lms, 'invitations.invite', input, `${input.emails.join(', ')} would be invited.`))
      return;
    for (const { id, email, link } of (await lms.invitations.invite(input)).items) {
      const carried = link === null ? undefined : await openable(link);
      if (flags.json) this.emit({ invitationId: id, email, ...(carried && { link: carried }) });
      else if (carried) this.log(`${email}  ${carried}`);
      else this.say(`${email}: the invitation is on its way.`);
    }
  }
}
