import { globalFlags, LmsCommand } from '../../command.ts';

export default class ServiceAccountList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show the accounts of programs, and their keys.';
  static override flags = { ...globalFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(ServiceAccountList);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { items } = await lms.auth.serviceAccounts();
    if (flags.json) return this.emit({ items });
    if (items.length === 0)
      return this.say('There is none. Make one: lms service-account create NAME --permission ...');
    for (const { id, name, permissions, disabledAt, keys } of items) {
      this.log(`${id}  ${name}${disabledAt ? ' (disabled)' : ''}  ${permissions.join(' ')}`);
      for (const one of keys)
        this.log(
          `  ${one.hint}…  ${one.name}  ${one.lastUsedAt ? `used ${one.lastUsedAt.slice(0, 10)}` : 'never used'}`,
        );
    }
  }
}
