import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class ServiceAccountCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Create an account for a program, with a key.';
  static override description =
    'It is nobody: it stays when whoever made it goes, and may what --permission says and nothing else. The key is shown once. Further keys, and what it may, are changed under Service accounts in the browser.';
  static override examples = [
    '<%= config.bin %> service-account create "Registration office" --permission user.read --permission user.create --expires 365',
  ];
  static override args = { name: Args.string({ required: true, description: 'What it is called' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it may be made so; make nothing'),
    permission: Flags.string({
      multiple: true,
      required: true,
      helpValue: '<name>',
      description: 'What it may; several times for several',
    }),
    description: Flags.string({ helpValue: '<text>', description: 'What it does' }),
    expires: Flags.integer({ min: 1, max: 3_660, helpValue: '<days>', description: 'After so many days the key ends' }),
    as: Flags.string({ helpValue: '<email>', description: 'Address of who makes it; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ServiceAccountCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const given = {
      name: args.name,
      permissions: flags.permission,
      ...(flags.description && { description: flags.description }),
    };
    if (await this.previews(flags, lms, 'auth.createServiceAccount', given, `${args.name} would be made, with a key.`))
      return;
    const account = await lms.auth.createServiceAccount(given);
    const life = flags.expires ? { expiresInDays: flags.expires } : {};
    const { key } = await lms.auth.createServiceKey({ accountId: account.id, name: 'First key', ...life });
    if (flags.json) this.emit({ id: account.id, name: account.name, permissions: account.permissions, key });
    else process.stdout.write(`${key}\n`);
  }
}
