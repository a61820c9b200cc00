import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { orgAt } from '../../org-at.ts';

export default class OrgDelete extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Close a school now, and delete all of it after 30 days.';
  static override examples = ['<%= config.bin %> org delete north'];
  static override args = { org: Args.string({ required: true, description: 'Address or id of the school' }) };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgDelete);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { id: organizationId, name } = await orgAt(lms, args.org);
    if (await this.previews(flags, lms, 'organizations.delete', { organizationId }, `${name} would be deleted.`))
      return;
    const now = await lms.organizations.delete({ organizationId });
    if (flags.json) return this.emit(now);
    this.say(`${name} is closed, and goes on ${now.eraseAt?.slice(0, 10)}. Until then: lms org resume ${args.org}`);
  }
}
