import { readFile } from 'node:fs/promises';
import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { CommandError } from '../../errors.ts';

export default class ProviderAdd extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Let people sign in with accounts of another place.';
  static override description =
    'Register the school there first: `lms provider list --kinds` says where, with which address to come back to, and what each kind asks for. Test it with `lms provider test`.';
  static override examples = [
    'LECTERN_CLIENT_SECRET=... <%= config.bin %> provider add "Halden Works" --issuer https://id.halden.example --client-id lectern --domain halden.example',
    'LECTERN_CLIENT_SECRET=... <%= config.bin %> provider add Google --kind google --client-id 1234.apps.googleusercontent.com',
    'LECTERN_CLIENT_SECRET=... <%= config.bin %> provider add Microsoft --kind microsoft --tenant common --client-id 8a1f...',
    '<%= config.bin %> provider add Apple --kind apple --client-id org.example.school --team-id TEAM567890 --key-id KEY4567890 --key-file AuthKey_KEY4567890.p8',
  ];
  static override args = { name: Args.string({ required: true, description: 'As the button says it' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be taken; add nothing'),
    kind: Flags.string({
      default: 'oidc',
      helpValue: '<kind>',
      description: 'oidc, google, microsoft, gitlab, apple, github',
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
    tenant: Flags.string({
      helpValue: '<id>',
      description: 'Microsoft: directory (tenant) ID, or common, or organizations',
    }),
    'team-id': Flags.string({ helpValue: '<id>', description: 'Apple: your team, ten characters' }),
    'key-id': Flags.string({ helpValue: '<id>', description: 'Apple: the key that signs, ten characters' }),
    'key-file': Flags.string({
      helpValue: '<file>',
      exclusive: ['client-secret'],
      description: 'Apple: its private key, AuthKey_....p8, in place of a client secret',
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
      clientSecret: flags['key-file'] ? await keyIn(flags['key-file']) : (flags['client-secret'] ?? ''),
      details: {
        ...(flags.tenant && { tenant: flags.tenant }),
        ...(flags['team-id'] && { teamId: flags['team-id'] }),
        ...(flags['key-id'] && { keyId: flags['key-id'] }),
      },
      domains: flags.domain ?? [],
      admits: flags.admits as 'learner',
      trusted: flags.trusted,
      required: flags.required,
      ...(flags.issuer && { issuer: flags.issuer }),
    };
    if (await this.previews(flags, lms, 'auth.addProvider', provider, `People could sign in with ${args.name}.`))
      return;
    const added = await lms.auth.addProvider(provider);
    if (flags.json) return this.emit(added);
    this.say(`People can sign in with ${added.name}. See whether it answers: lms provider test ${added.id}`);
  }
}

async function keyIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CommandError(`There is no file ${file} that can be read.`);
  }
}
