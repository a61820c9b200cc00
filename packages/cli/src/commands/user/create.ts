import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class UserCreate extends LmsCommand {
  static override summary = 'Create an account, with a password or a link that sets one.';
  static override args = { email: Args.string({ required: true }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ description: 'Address of the person who invites; the owner when absent' }),
    name: Flags.string({ description: 'Name of the person' }),
    role: Flags.string({
      options: ['owner', 'instructor'],
      description: 'Role in the whole school; none for learners',
    }),
    password: Flags.string({ description: 'At least 10 characters; without it the link is printed' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { email } = args;
    const invited = await lms.auth.invite({
      email,
      name: flags.name ?? email.split('@')[0]!,
      ...(flags.role && { role: flags.role as 'owner' }),
    });
    if (flags.password) await lms.auth.useLink({ token: invited.link.split('/').at(-1)!, password: flags.password });
    const answer = { userId: invited.userId, email, ...(!flags.password && { link: invited.link }) };
    if (flags.json) return this.emit(answer);
    this.say(
      flags.password ? `${email} can sign in.` : `${email} sets a password here, once, within 7 days:\n${invited.link}`,
    );
  }
}
