import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Login extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'Sign in to a school elsewhere, with a code in your browser.';
  static override description =
    'Shows a code and an address, and waits until you have opened that address anywhere, signed in and let this machine in. What it gets is a key of yours, named after the machine: every command takes it with --url, and you end it with `lms logout` or under Keys for programs. It is kept in ~/.config/lectern/credentials.json.';
  static override examples = [
    '<%= config.bin %> login https://school.example.org',
    '<%= config.bin %> login https://school.example.org --permission user.read --permission user.create',
  ];
  static override args = { address: Args.string({ required: true, description: 'Where the school is served' }) };
  static override flags = {
    ...globalFlags,
    permission: Flags.string({
      multiple: true,
      helpValue: '<name>',
      description: 'Limit the key to this, and to others named so; everything that you may when absent',
    }),
    machine: Flags.string({ helpValue: '<name>', description: 'What the key is called; the name of this machine' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Login);
    this.take(flags);
    const typed = URL.parse(args.address);
    if (!typed || !/^https?:$/.test(typed.protocol))
      throw new UsageError(
        `${JSON.stringify(args.address)} is no address; write one such as https://school.example.org`,
      );
    const [{ schoolAt, keepCredential, credentialsFile }, { askForCode, waitForKey }, { createClient }] =
      await Promise.all([import('../credentials.ts'), import('../device-login.ts'), import('@lectern/sdk')]);
    const url = schoolAt(args.address);
    if (typed.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(typed.host))
      this.say('Over http:// everybody on the way can read the key. Use https:// where the school has it.');
    const code = await askForCode(url, flags.machine, flags.permission ?? []);
    const { user_code: userCode, verification_uri: address } = code;
    if (flags.json) this.emit({ type: 'code', userCode, address, expiresIn: code.expires_in });
    else {
      process.stderr.write(`Open ${address} in a browser, sign in, and type this code:\n\n    ${userCode}\n\n`);
      this.say('Waiting, for ten minutes at most.');
    }
    const token = await waitForKey(url, code);
    const { person } = await createClient({ url, token }).auth.session();
    const name = person?.name ?? '';
    keepCredential(url, { token, name, at: new Date().toISOString() });
    if (flags.json) return this.emit({ type: 'signed-in', url, person });
    this.say(`You are ${name} at ${url}. The key is in ${credentialsFile()}.`);
    this.say(`Next: lms whoami ${url}`);
  }
}
