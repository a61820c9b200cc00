import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../command.ts';
import { folderArg } from '../folder-arg.ts';

export default class Import extends LmsCommand {
  static override group = 'courses' as const;
  static override summary = 'Bring in a folder of Markdown as a course.';
  static override description =
    'The same folder again changes only what changed in it. Whatever could not be kept is listed with its place and reason, and the exit code is then 1. A CSV file is one of people: `lms user import --help`.';
  static override examples = [
    '<%= config.bin %> import ./statistics --dir school --publish',
    '<%= config.bin %> import ./statistics --dir school --dry-run',
    '<%= config.bin %> import ./statistics-2027 --dir school --into statistics-you-can-trust',
  ];
  static override args = { path: folderArg({ required: true, description: 'The folder' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({
      helpValue: '<email>',
      description: 'Address of the person whose courses these are; the owner when absent',
    }),
    into: Flags.string({
      helpValue: '<course>',
      description: 'Address of the course to bring up to date, when the folder has another name now',
    }),
    publish: Flags.boolean({ description: 'Show the course to everybody at once' }),
    ...previewed('Print the outline and what would be lost; change nothing'),
    'allow-loss': Flags.boolean({ description: 'Exit 0 even when something could not be kept' }),
  };

  async run(): Promise<void> {
    // A file of people is a command of its own, with flags of its own.
    if (this.argv.some((word) => /\.(csv|tsv)$/i.test(word)))
      return this.config.runCommand<void>('user:import', [...this.argv]);
    const { args, flags } = await this.parse(Import);
    this.take(flags);
    const reached = await this.reach(flags, flags.as);
    const { importFolder } = await import('../import-folder.ts');
    const { summary, outline } = await importFolder(reached, args.path, {
      publish: flags.publish,
      into: flags.into,
      dryRun: flags['dry-run'],
      tell: (progress) => (this.json ? this.emit({ type: 'progress', ...progress }) : this.progress(progress)),
    });
    this.progress(undefined);
    if (flags.json) {
      if (outline) this.emit({ type: 'outline', ...outline });
      this.emit({ type: 'summary', ...summary });
    } else this.report(summary, outline);
    if (summary.lost.length > 0 && !flags['allow-loss']) process.exitCode = 1;
  }

  private report(summary: Summary, outline: Outline | undefined): void {
    if (outline) {
      this.say(outline.title);
      for (const section of outline.sections) {
        this.say(`  ${section.title}`);
        for (const lesson of section.lessons) this.say(`    ${lesson.title}  (${lesson.path})`);
      }
      this.say();
    }
    const words = (counts: Readonly<Record<string, number>>) =>
      Object.entries(counts)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ');
    for (const kind of ['created', 'updated', 'unchanged'] as const)
      if (Object.keys(summary[kind]).length > 0)
        this.log(`${outline ? 'would be ' : ''}${kind}: ${words(summary[kind])}`);
    for (const { at, reason } of summary.lost) this.log(`lost: ${at}: ${reason}`);
    if (summary.lost.length > 0)
      this.say(`${summary.lost.length} things could not be kept. With --allow-loss that is no error.`);
  }

  /** A bar on a terminal, nothing elsewhere. */
  private progress(at: { stage: string; done: number; total: number } | undefined): void {
    if (this.json || this.quiet || !process.stderr.isTTY) return;
    if (!at) return void process.stderr.write('\r\u001b[2K');
    const width = 30;
    const filled = at.total === 0 ? 0 : Math.round((at.done / at.total) * width);
    process.stderr.write(
      `\r\u001b[2K${at.stage.padEnd(10)} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${at.done}/${at.total}`,
    );
  }
}

type Counts = Readonly<Record<string, number>>;
export interface Summary {
  readonly created: Counts;
  readonly updated: Counts;
  readonly unchanged: Counts;
  readonly lost: readonly { readonly at: string; readonly reason: string }[];
}
export interface Outline {
  readonly title: string;
  readonly sections: readonly {
    readonly title: string;
    readonly lessons: readonly { readonly title: string; readonly path: string }[];
  }[];
}
