import { Flags } from '@oclif/core';
import { bar } from '../../bar.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { fileArg } from '../../file-arg.ts';
import type { PeopleImported } from '../../import-people.ts';

export default class UserImport extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Create and change many people from a CSV file.';
  static override description =
    'People are known again by their address, or by --key externalId; the others are created. The same file twice changes nothing, and nobody is mailed without --invite. Refused rows are listed with their line and the reason, and the exit code is then 1. `lms import users.csv` is the same.';
  static override examples = [
    '<%= config.bin %> user import autumn.csv --dry-run',
    '<%= config.bin %> user import autumn.csv --map "Vorname=firstName" --map "Nachname=lastName" --refused refused.csv',
    '<%= config.bin %> user import users.csv --key externalId --json',
  ];
  static override args = { file: fileArg({ required: true, description: 'The file' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who imports; the owner when absent' }),
    map: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '<header=what>',
      description: 'What a column says, such as "Vorname=firstName"; "Notes=" leaves one out',
    }),
    key: Flags.string({
      options: ['email', 'externalId'],
      description: 'By what people are known again; email when absent',
    }),
    encoding: Flags.string({
      options: ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'],
      description: 'Of the file, where it was not guessed right',
    }),
    delimiter: Flags.string({
      options: [',', ';', 'tab', '|'],
      description: 'Between cells, where it was not guessed right',
    }),
    locale: Flags.string({ helpValue: '<tag>', description: 'Language of new people whose row says none' }),
    invite: Flags.boolean({ description: 'Mail everybody who is new a link to come in' }),
    refused: Flags.string({
      helpValue: '<file>',
      description: 'Where the refused rows are written, to mend and import again',
    }),
    ...previewed('What would become of each row; change nothing'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(UserImport);
    this.take(flags);
    const reached = await this.reach(flags, flags.as);
    const { importPeople } = await import('../../import-people.ts');
    const shown = bar({ on: !this.json && !this.quiet });
    const imported = await importPeople(reached, args.file, {
      map: flags.map ?? [],
      key: flags.key as 'email' | undefined,
      encoding: flags.encoding as 'utf-8' | undefined,
      delimiter: flags.delimiter === 'tab' ? '\t' : (flags.delimiter as ',' | undefined),
      locale: flags.locale,
      invite: flags.invite,
      dryRun: flags['dry-run'],
      refused: flags.refused,
      found: (found) => (this.json ? this.emit({ type: 'found', ...found }) : this.tellFound(found)),
      tell: (at) => (this.json ? this.emit({ type: 'progress', ...at }) : shown.at(at.fraction, `${at.rows} rows`)),
    });
    shown.end();
    const { remarks, ...summary } = imported;
    if (this.json) {
      for (const remark of remarks) this.emit({ type: remark.refused ? 'refused' : 'remark', ...remark });
      this.emit({ type: 'summary', ...summary });
    } else this.report(imported, flags['dry-run'], flags.refused);
    if (summary.counts.refused > 0 || summary.stopped) process.exitCode = 1;
  }

  private tellFound({
    encoding,
    delimiter,
    columns,
  }: Pick<PeopleImported, 'encoding' | 'delimiter' | 'columns'>): void {
    this.say(`${encoding}, ${delimiter === '\t' ? 'tabs' : delimiter} between cells`);
    for (const { header, target } of columns) this.say(`  ${header}: ${target ?? 'left out'}`);
  }
  private report({ counts, stopped, remarks }: PeopleImported, dry: boolean, file: string | undefined): void {
    const parts = Object.entries(counts).filter(([what, n]) => n > 0 && what !== 'noted');
    this.log(`${dry ? 'would be ' : ''}${parts.map(([what, n]) => `${what}: ${n}`).join(', ') || 'no rows'}`);
    for (const { line, column, reason, refused } of remarks)
      this.log(`${refused ? 'refused' : 'remark'}: line ${line}${column ? `, ${column}` : ''}: ${reason}`);
    if (counts.refused + counts.noted > remarks.length)
      this.log(`... and more: ${counts.refused} rows were refused in all`);
    if (stopped) this.log(`stopped at line ${stopped.line}: ${stopped.reason}`);
    if (counts.refused === 0) return;
    this.say(
      file ? `Mend ${file} and import it.` : 'With --refused FILE they are written to a file to mend and import again.',
    );
  }
}
