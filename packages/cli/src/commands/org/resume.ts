import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { orgAt } from '../../org-at.ts';

export default class OrgResume extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Open a school that was closed or deleted.';
  static override examples = ['<%= config.bin %> org resume north'];
  static override args = { org: Args.string({ required: true, description: 'Address or id of the school' }) };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgResume);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { id: organizationId, name } = await orgAt(lms, args.org);
    if (await this.previews(flags, lms, 'organizations.resume', { organizationId }, `${name} would be opened.`)) return;
    const now = await lms.organizations.resume({ organizationId });
    if (flags.json) return this.emit(now);
    this.say(`${name} is open.`);
  }
}
