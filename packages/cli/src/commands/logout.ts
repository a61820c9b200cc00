import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { CommandError } from '../errors.ts';

export default class Logout extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'End the key of `lms login`, there and on this machine.';
  static override args = { address: Args.string({ required: true, description: 'Where the school is served' }) };
  static override flags = { ...globalFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Logout);
    this.take(flags);
    const [{ credentialFor, dropCredential, schoolAt }, { createClient }] = await Promise.all([
      import('../credentials.ts'),
      import('@lectern/sdk'),
    ]);
    if (!URL.canParse(args.address) || !credentialFor(args.address))
      throw new CommandError(`Nobody is signed in to ${args.address} here. Those who are: lms whoami`);
    const url = schoolAt(args.address);
    const { token } = credentialFor(url)!;
    const ended = await createClient({ url, token })
      .auth.signOut()
      .then(
        () => true,
        (error: { status?: number }) => error.status === 401, // it had ended already
      );
    dropCredential(url);
    if (!ended) process.exitCode = 1;
    if (flags.json) return this.emit({ url, ended });
    this.say(
      ended
        ? `The key for ${url} has ended.`
        : `The key is gone from this machine, but ${url} was not told. End it there, under Keys for programs.`,
    );
  }
}
