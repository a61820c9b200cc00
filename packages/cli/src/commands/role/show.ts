import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { roleAt } from '../../role-at.ts';

export default class RoleShow extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'What a role may do.';
  static override examples = ['<%= config.bin %> role show teaching-assistant'];
  static override args = { role: Args.string({ required: true, description: 'Its id, or its name' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RoleShow);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const role = await roleAt(lms, args.role);
    if (flags.json) return this.emit(role);
    this.say(`${role.name} (${role.id}): ${role.summary}`);
    const { items } = await lms.access.permissions();
    for (const name of role.permissions) {
      const known = items.find((one) => one.name === name);
      process.stdout.write(`${name}\t${known?.summary ?? 'no loaded plugin knows it'}\n`);
    }
  }
}
