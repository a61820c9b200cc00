import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { personAt } from '../../person-at.ts';

export default class UserExport extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Write all the school holds on a person into a ZIP.';
  static override examples = ['<%= config.bin %> user export ben@example.org --out ben.zip'];
  static override args = { email: Args.string({ required: true, description: 'Address they sign in with' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
    out: Flags.string({
      char: 'o',
      helpValue: '<file>',
      description: 'File to write, which must not exist',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserExport);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { id: userId, name } = await personAt(lms, args.email);
    const file = resolve(flags.out);
    if (await stat(file).catch(() => undefined))
      throw new CommandError(`${file} exists already. Name another with --out.`);
    const { address } = await lms.users.exportData({ userId });
    const answer = await lms.request(address);
    const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(Readable.fromWeb(answer.body as ReadableStream<Uint8Array>), out);
    } catch (error) {
      await rm(file, { force: true }); // half an archive looks like a whole one
      throw error;
    }
    const bytes = out.bytesWritten;
    if (flags.json) return this.emit({ userId, file, bytes });
    this.say(`What the school holds on ${name} is in ${file} (${bytes} bytes).`);
  }
}
