import { Args, Flags } from '@oclif/core';
import { headIn, writeNew } from '../../audit-files.ts';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class AuditProve extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Write a proof that one entry is in the log.';
  static override description =
    'The entry as it was sealed, its place in the hash tree (RFC 6962), and the head that the school has signed. `lms audit verify FILE` verifies it anywhere. With --head the proof also leads on from a head that was noted before.';
  static override examples = [
    '<%= config.bin %> audit prove 019c2f6e-5b3a-7c11-9d52-0f8a1b2c3d4e --out proof.json',
    '<%= config.bin %> audit prove ENTRY --head head-2025.json --out proof.json',
  ];
  static override args = {
    id: Args.string({ required: true, description: 'Id of the entry, as audit.list tells it' }),
  };
  static override flags = {
    ...globalFlags,
    head: Flags.string({ helpValue: '<file>', description: 'A head that was noted before' }),
    out: Flags.string({ char: 'o', helpValue: '<file>', description: 'File to write, which must not exist' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditProve);
    this.take(flags);
    const older = flags.head === undefined ? {} : { older: headIn(flags.head).size };
    const { lms } = await this.reach(flags);
    const proof = await lms.audit.prove({ entryId: args.id, ...older });
    if (flags.out === undefined) return this.emit(proof);
    writeNew(flags.out, `${JSON.stringify(proof, null, 2)}\n`);
    if (flags.json) return this.emit({ file: flags.out, head: proof.head });
    this.say(
      `${flags.out}: entry ${proof.leafIndex + 1} of ${proof.head.size}. Verify it: lms audit verify ${flags.out}`,
    );
  }
}
