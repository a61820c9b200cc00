import { Args, Flags } from '@oclif/core';
import { headIn, proofIn } from '../../audit-files.ts';
import { globalFlags, LmsCommand } from '../../command.ts';

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);
const faults = {
  altered: 'was altered',
  missing: 'is missing',
  moved: 'stood at another place',
  replaced: 'or one before it, from the last good head on, was replaced and all that follow sealed anew',
  unsigned: 'and what is before it were written by something that does not have the key of the school',
} as const;
const proofFaults = {
  key: 'It is signed with another key than the one you gave.',
  signature: 'The signature of its head is not right.',
  organization: 'Its entry is of another organization than its head.',
  origin: 'The address it shows is not the one that was sealed.',
  inclusion: 'Its entry is not in the log of its head: it was altered, or never was in it.',
  consistency: 'Its log does not begin with all of the head you gave: entries were replaced since.',
  'no path': 'It does not lead on from the head you gave. Make one that does: lms audit prove ID --head FILE',
  'other log': 'The head you gave is of another organization, or its signature is not right.',
} as const;

export default class AuditVerify extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'See whether anybody has touched the log, or verify a proof.';
  static override description =
    'Every change and every refusal is a leaf of a hash tree (RFC 6962) whose root the school signs. Without a file the whole log is gone through, and the first entry that was altered, removed, added or moved by other means than the school itself is named. With the file of `lms audit prove` that entry is verified, without any school: on another machine, by somebody else. Ends with 1 when something does not hold.';
  static override examples = [
    '<%= config.bin %> audit verify --dir school',
    {
      description: 'Against a head that was noted last year (lms audit head --out):',
      command: '<%= config.bin %> audit verify --head head-2025.json',
    },
    '<%= config.bin %> audit verify proof.json --key A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg',
  ];
  static override args = { file: Args.string({ description: 'A proof that `lms audit prove` wrote' }) };
  static override flags = {
    ...globalFlags,
    key: Flags.string({ helpValue: '<key>', description: 'Public key of the school, as you had it from elsewhere' }),
    head: Flags.string({
      helpValue: '<file>',
      description: 'A head that was noted before: the log must begin with it',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditVerify);
    this.take(flags);
    if (args.file !== undefined) return this.#proof(args.file, flags);
    const { lms } = await this.reach(flags);
    const { verified, removed, head, fault } = await lms.audit.verify();
    const noted = flags.head === undefined ? undefined : headIn(flags.head);
    const led = noted && head && noted.size <= head.size ? await this.#leads(lms, noted, head) : noted === undefined;
    const trusted = flags.key === undefined || head === null || head.key === flags.key;
    const ok = fault === null && led && trusted;
    if (!ok) process.exitCode = 1;
    if (flags.json) return this.emit({ ok, verified, removed, head, fault, ...(noted && { leadsOn: led }) });
    if (fault) {
      const stood = fault.sealedAt === null ? '' : ` (${fault.sealedAt})`;
      this.say(`Entry ${fault.position} ${faults[fault.what]}${stood}${fault.id === null ? '' : `: ${fault.id}`}.`);
      this.say(`Before it: ${entries(verified)}, as sealed.`);
      return this.say('A backup from before tells what it was: lms restore FILE --dir ANOTHER_FOLDER');
    }
    if (!trusted) return this.say('The log is signed with another key than the one you gave.');
    if (!led) return this.say(proofFaults.consistency);
    const gone = removed === 0 ? '' : ` ${entries(removed)} were removed in time, as signed tombstones say.`;
    this.say(`${entries(verified)}, as sealed.${gone}`);
    if (head) this.say(head.note.trimEnd());
  }

  async #leads(
    lms: { audit: { consistency(input: { older: number; newer: number }): Promise<{ path: readonly string[] }> } },
    noted: ReturnType<typeof headIn>,
    head: ReturnType<typeof headIn>,
  ): Promise<boolean> {
    const { leadsOn } = await import('@lectern/server/audit-proof');
    const path =
      noted.size === head.size ? [] : (await lms.audit.consistency({ older: noted.size, newer: head.size })).path;
    return leadsOn(noted, head, path);
  }

  async #proof(file: string, flags: { key?: string | undefined; head?: string | undefined; json: boolean }) {
    const { faultOfProof } = await import('@lectern/server/audit-proof');
    const proof = proofIn(file);
    const fault = faultOfProof(proof, flags.key, flags.head === undefined ? undefined : headIn(flags.head));
    const { entry, head, leafIndex } = proof;
    if (fault) process.exitCode = 1;
    if (flags.json) return this.emit({ ok: fault === undefined, fault: fault ?? null, entry, head });
    if (fault) return this.say(`This proof does not hold. ${proofFaults[fault]}`);
    this.say(`${entry.at} ${entry.actor} ${entry.operation} ${entry.outcome}${entry.target ? ` ${entry.target}` : ''}`);
    this.say(`Entry ${leafIndex + 1} of ${head.size} in the log of ${head.organization}, signed ${head.at}.`);
    if (flags.key === undefined) this.say(`By the key ${head.key}. Compare it with the school's: lms audit head`);
  }
}
