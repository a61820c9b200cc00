import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class ProviderList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show with which other accounts people sign in.';
  static override flags = {
    ...globalFlags,
    kinds: Flags.boolean({ description: 'Show which kinds there are, what each asks for and where to register' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ProviderList);
    this.take(flags);
    const { lms, openable } = await this.reach(flags);
    const { items, kinds, redirect: asked } = await lms.auth.providers();
    const redirect = await openable(asked);
    if (flags.kinds) {
      const all = await Promise.all(kinds.map(async (one) => ({ ...one, redirect: await openable(one.redirect) })));
      if (flags.json) return this.emit({ items: all });
      for (const { kind, issuer, asks, secret, register, redirect: back } of all)
        this.log(
          [
            `${kind.padEnd(9)} ${[...(issuer === null ? ['--issuer'] : []), ...asks.map(flagOf), '--client-id', secret === 'key' ? '--key-file' : '--client-secret'].join(' ')}`,
            ...(register === null ? [] : [`  register at   ${register}`]),
            `  comes back to ${back}`,
          ].join('\n'),
        );
      return;
    }
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

const flagOf = ({ name }: { readonly name: string }) =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
