import { breakingChanges } from '@lectern/sdk/generate';
import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { readDocument } from '../../documents.ts';

export default class SdkCompare extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Tell what would break programs between two documents.';
  static override description =
    'Documents are what `lms openapi` prints. An operation that is gone, an input that is not taken any more, an answer that holds less: exit code 1. What is only added breaks nothing.';
  static override examples = ['<%= config.bin %> sdk compare before.json after.json'];
  static override args = {
    before: Args.string({ required: true, description: 'The document that programs were written against' }),
    after: Args.string({ required: true, description: 'The document they would meet' }),
  };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SdkCompare);
    this.take(flags);
    const found = breakingChanges(readDocument(args.before), readDocument(args.after));
    for (const one of found)
      flags.json ? this.emit({ type: 'breaking', ...one }) : this.log(`${one.at}: ${one.change}`);
    if (flags.json) this.emit({ type: 'summary', breaking: found.length });
    else this.say(found.length === 0 ? 'Nothing breaks.' : `${found.length} changes break programs.`);
    if (found.length > 0) process.exitCode = 1;
  }
}
