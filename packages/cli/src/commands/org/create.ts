import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class OrgCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Make a school below this one, with people of its own.';
  static override examples = ['<%= config.bin %> org create north --name "Halden North"'];
  static override args = {
    address: Args.string({ required: true, description: 'Lower-case letters, digits and hyphens; part of its host' }),
  };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be made; make none'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of who will own it; the owner when absent' }),
    name: Flags.string({ required: true, helpValue: '<name>', description: 'Name of the school' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const input = { name: flags.name, address: args.address };
    if (await this.previews(flags, lms, 'organizations.create', input, `${flags.name} would be made.`)) return;
    const made = await lms.organizations.create(input);
    if (flags.json) return this.emit(made);
    this.say(`${made.name} is there. Its owner finds it under their account.`);
  }
}
