import { globalFlags, LmsCommand } from '../../command.ts';

const records = (count: number) => (count === 1 ? '1 record' : `${count} records`);

export default class AuditVerify extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'See whether anybody has touched the log of who did what.';
  static override description =
    'Every change and every refusal is recorded, and each record is sealed with the hash of the one before it. The first record that was altered, removed, added or moved by other means than the school itself is named, and the command ends with 1. Write the hash down elsewhere: the same count with another hash tells later that the whole log was replaced.';
  static override examples = [
    '<%= config.bin %> audit verify --dir school',
    {
      description: 'What a record says, and those around it:',
      command: '<%= config.bin %> call audit.list --input \'{"operation":"courses.publish"}\'',
    },
  ];
  static override flags = { ...globalFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditVerify);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const verdict = await lms.audit.verify();
    const { verified, hash, fault } = verdict;
    if (fault) process.exitCode = 1;
    if (flags.json) return this.emit({ ok: fault === null, ...verdict });
    if (!fault) return this.say(`${records(verified)}, as sealed.\n${hash ?? ''}`.trimEnd());
    const what =
      fault.what === 'missing' ? 'is missing' : `was altered, or stands where another one stood (${fault.id})`;
    this.say(`Record ${fault.position} ${what}. Before it: ${records(verified)}, as sealed.`);
    this.say('A backup from before tells what it was: lms restore FILE --dir ANOTHER_FOLDER');
  }
}
