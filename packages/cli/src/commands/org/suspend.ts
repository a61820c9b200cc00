import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { orgAt } from '../../org-at.ts';

export default class OrgSuspend extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Close a school until it is opened again.';
  static override examples = ['<%= config.bin %> org suspend north'];
  static override args = { org: Args.string({ required: true, description: 'Address or id of the school' }) };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgSuspend);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { id: organizationId, name } = await orgAt(lms, args.org);
    if (await this.previews(flags, lms, 'organizations.suspend', { organizationId }, `${name} would be closed.`))
      return;
    const now = await lms.organizations.suspend({ organizationId });
    if (flags.json) return this.emit(now);
    this.say(`${name} is closed.`);
  }
}
