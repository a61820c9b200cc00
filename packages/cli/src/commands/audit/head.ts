import { Flags } from '@oclif/core';
import { writeNew } from '../../audit-files.ts';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class AuditHead extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'What the log is now, signed by the school, to keep elsewhere.';
  static override description =
    'A few lines: whose log, how many entries, the root of their hash tree, when, and the signature (a checkpoint as transparency logs write it). Whoever keeps them can tell later, with `lms audit verify --head FILE`, that nothing before was replaced, even by who owns the machine.';
  static override examples = ['<%= config.bin %> audit head', '<%= config.bin %> audit head --out head-2026-11.json'];
  static override flags = {
    ...globalFlags,
    out: Flags.string({ char: 'o', helpValue: '<file>', description: 'File to write, which must not exist' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditHead);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { head } = await lms.audit.head();
    if (flags.out !== undefined && head) writeNew(flags.out, `${JSON.stringify(head, null, 2)}\n`);
    if (flags.json) return this.emit({ head });
    if (!head) return this.say('Nothing is in the log yet.');
    this.say(`${head.note.trimEnd()}\n\nkey ${head.key}`);
  }
}
