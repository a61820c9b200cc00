import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class ProviderAdd extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Let people sign in with accounts of another place.';
  static override description =
    'Register the school there first: `lms provider list` says the address to come back to. Test it with `lms provider test`.';
  static override examples = [
    'LECTERN_CLIENT_SECRET=... <%= config.bin %> provider add "Halden Works" --issuer https://id.halden.example --client-id lectern --domain halden.example',
    'LECTERN_CLIENT_SECRET=... <%= config.bin %> provider add Google --kind google --client-id 1234.apps.googleusercontent.com',
  ];
  static override args = { name: Args.string({ required: true, description: 'As the button says it' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be taken; add nothing'),
    kind: Flags.string({
      default: 'oidc',
      helpValue: '<kind>',
      description: 'oidc, google, microsoft, gitlab, github',
    }),
    issuer: Flags.string({ helpValue: '<address>', description: 'Address of a provider of your own' }),
    'client-id': Flags.string({
      required: true,
      helpValue: '<id>',
      description: 'What the provider calls this school',
    }),
    'client-secret': Flags.string({
      helpValue: '<secret>',
      env: 'LECTERN_CLIENT_SECRET',
      noCacheDefault: true,
      description: 'Better in LECTERN_CLIENT_SECRET, which no history keeps',
    }),
    domain: Flags.string({ multiple: true, helpValue: '<domain>', description: 'Whose addresses lead to it' }),
    admits: Flags.string({
      options: ['nobody', 'learner', 'instructor'],
      default: 'learner',
      description: 'As what somebody new is let in',
    }),
    trusted: Flags.boolean({ description: 'Believe its addresses, though it does not say that they were confirmed' }),
    required: Flags.boolean({ description: 'People of its domains sign in there only' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ProviderAdd);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const provider = {
      name: args.name,
      kind: flags.kind,
      clientId: flags['client-id'],
      clientSecret: flags['client-secret'] ?? '',
      domains: flags.domain ?? [],
      admits: flags.admits as 'learner',
      trusted: flags.trusted,
      required: flags.required,
      ...(flags.issuer && { issuer: flags.issuer }),
    };
    if (flags['dry-run']) {
      const { audit } = await lms.preview('auth.addProvider', provider);
      if (flags.json) return this.emit({ type: 'preview', audit });
      return this.say(`People could sign in with ${args.name}.`);
    }
    const added = await lms.auth.addProvider(provider);
    if (flags.json) return this.emit(added);
    this.say(`People can sign in with ${added.name}. See whether it answers: lms provider test ${added.id}`);
  }
}
