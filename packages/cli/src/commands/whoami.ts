import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Whoami extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'Show as whom commands act elsewhere.';
  static override args = {
    address: Args.string({ description: 'Where the school is served; all of them when absent' }),
  };
  static override flags = { ...globalFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Whoami);
    this.take(flags);
    const url = args.address ?? flags.url;
    if (url === undefined) {
      const { allCredentials } = await import('../credentials.ts');
      const items = Object.entries(allCredentials()).map(([at, { name, at: since }]) => ({ url: at, name, since }));
      if (flags.json) return this.emit({ items });
      if (items.length === 0) return this.say('You are signed in nowhere. Sign in: lms login ADDRESS');
      for (const one of items) this.log(`${one.url}  ${one.name}, since ${one.since.slice(0, 10)}`);
      return;
    }
    const { lms } = await this.reach({ ...flags, url });
    const { person, serviceAccount, permissions } = await lms.auth.session();
    const who = person ?? serviceAccount;
    if (!who) process.exitCode = 1;
    if (flags.json) return this.emit({ url, person, serviceAccount, permissions });
    if (!who) return this.say(`Nobody: ${url} does not know this key, or there is none. Sign in: lms login ${url}`);
    const may = permissions.length === 0 ? 'nothing in the whole school' : permissions.join(', ');
    this.log(`${who.name}${person ? ` <${person.email}>` : ', a service account'} at ${url}`);
    this.say(`May ${may}.`);
  }
}
