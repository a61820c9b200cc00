import { writeFileSync } from 'node:fs';
import { breakingChanges, clientModule, describe } from '@lectern/sdk/generate';
import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { readDocument } from '../../documents.ts';
import { CommandError } from '../../errors.ts';

export default class SdkGenerate extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Write a typed client of its plugins.';
  static override description =
    'One TypeScript module with a createClient of its own, for @lectern/sdk to carry out: every operation and event of this school, those of foreign plugins too. With --against it writes nothing when programs of an earlier document would break.';
  static override examples = [
    '<%= config.bin %> sdk generate --dir school --out src/school.ts',
    '<%= config.bin %> sdk generate --url https://school.example.org --out src/school.ts --against school.json',
  ];
  static override flags = {
    ...globalFlags,
    out: Flags.string({ char: 'o', helpValue: '<file>', description: 'A file in place of standard output' }),
    against: Flags.string({ helpValue: '<file>', description: 'An earlier document, from lms openapi' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(SdkGenerate);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const described = describe((await (await lms.request('/api/openapi.json')).json()) as Record<string, unknown>);
    if (flags.against) {
      const found = breakingChanges(readDocument(flags.against), described);
      if (found.length > 0) {
        for (const { at, change } of found) this.log(`${at}: ${change}`);
        throw new CommandError(`${found.length} changes would break programs written against ${flags.against}.`);
      }
    }
    const text = clientModule(described);
    if (!flags.out) return void process.stdout.write(text);
    writeFileSync(flags.out, text);
    if (flags.json) this.emit({ type: 'summary', file: flags.out, operations: described.operations.length });
    this.say(`${described.operations.length} operations in ${flags.out}`);
  }
}
