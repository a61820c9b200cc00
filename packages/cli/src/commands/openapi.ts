import { writeFileSync } from 'node:fs';
import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class OpenApi extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Print the OpenAPI document of its plugins.';
  static override flags = {
    ...globalFlags,
    out: Flags.string({ char: 'o', helpValue: '<file>', description: 'A file in place of standard output' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(OpenApi);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const text = `${JSON.stringify(await (await lms.request('/api/openapi.json')).json(), null, 2)}\n`;
    if (flags.out) writeFileSync(flags.out, text);
    else process.stdout.write(text);
  }
}
