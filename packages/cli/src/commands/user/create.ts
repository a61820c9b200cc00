import { Args, Flags } from '@oclif/core';
import { passwordFlag } from '../../account-flags.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class UserCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Create an account, and a link that sets its password.';
  static override examples = [
    '<%= config.bin %> user create ben@example.org --name "Ben Okafor" --role instructor',
    '<%= config.bin %> user create ana@example.org --dry-run',
  ];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('Which events it would emit; make no account'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who invites; the owner when absent' }),
    name: Flags.string({ helpValue: '<name>', description: 'Name of the person' }),
    role: Flags.string({
      helpValue: '<role>',
      description: 'Role in the whole school, see `lms role list`; none for learners',
    }),
    password: passwordFlag({ description: 'At least 10 characters, in place of the link' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserCreate);
    this.take(flags);
    const { lms, openable } = await this.reach(flags, flags.as);
    const { email } = args;
    const person = {
      email,
      name: flags.name ?? email.split('@')[0]!,
      ...(flags.role && { role: flags.role }),
    };
    if (await this.previews(flags, lms, 'auth.invite', person, `${email} would have an account.`)) return;
    const invited = await lms.auth.invite(person);
    if (flags.password) await lms.auth.useLink({ token: invited.link.split('/').at(-1)!, password: flags.password });
    const link = flags.password ? undefined : await openable(invited.link);
    if (flags.json) return this.emit({ userId: invited.userId, email, ...(link && { link }) });
    if (link === undefined) return this.say(`${email} can sign in.`);
    this.say(`${email} sets a password here, once, within 7 days:`);
    process.stdout.write(`${link}\n`);
  }
}
