import { globalFlags, LmsCommand } from '../../command.ts';

export default class ProviderList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show with which other accounts people sign in.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(ProviderList);
    this.take(flags);
    const { lms, openable } = await this.reach(flags);
    const { items, redirect: asked } = await lms.auth.providers();
    const redirect = await openable(asked);
    if (flags.json) return this.emit({ items, redirect });
    for (const { id, name, kind, issuer, domains, enabled } of items)
      this.log(
        `${enabled ? 'on ' : 'off'} ${id}  ${kind.padEnd(9)} ${name}  ${issuer}  ${domains.join(' ')}`.trimEnd(),
      );
    if (items.length === 0)
      this.say('Everybody signs in with an account of this school. Add a provider: lms provider add');
    this.say(`Providers send people back to ${redirect}`);
  }
}
