// What every command shares: the global flags, how it reaches a school, how it fails.
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Lectern } from '@lectern/sdk';
import { Command, Flags } from '@oclif/core';
import { CommandError, type Failure, failureOf, UsageError } from './errors.ts';
import type { Reach } from './reach.ts';

export const globalFlags = {
  dir: Flags.directory({
    description: 'Folder of the school',
    default: '.',
    helpValue: '<folder>',
    helpGroup: 'GLOBAL',
  }),
  url: Flags.string({
    description: 'A school elsewhere, by `lms login` or LECTERN_TOKEN',
    helpValue: '<address>',
    helpGroup: 'GLOBAL',
  }),
  json: Flags.boolean({ description: 'Machine-readable output, a JSON value a line', helpGroup: 'GLOBAL' }),
  yes: Flags.boolean({ char: 'y', description: 'Ask nothing', helpGroup: 'GLOBAL' }),
  quiet: Flags.boolean({ char: 'q', description: 'Only the result', helpGroup: 'GLOBAL' }),
  // Known everywhere, so that no command takes it for something else; shown where there is a preview.
  'dry-run': Flags.boolean({ hidden: true }),
};
/** For commands that can show what they would do: takes the place of the flag that refuses. */
export const previewed = (description: string) => ({
  'dry-run': Flags.boolean({ description, helpGroup: 'GLOBAL' }),
});
export interface GlobalValues {
  readonly dir: string;
  readonly url?: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly 'dry-run': boolean;
}

/** Where `lms --help` shows a command. */
export type Group = 'begin' | 'courses' | 'people' | 'keep' | 'build';

/** `user create`, of oclif's `user:create`. */
const typed = (id: string) => id.replaceAll(':', ' ');

export abstract class LmsCommand extends Command {
  static override enableJsonFlag = false;
  static group: Group;
  #reached: Reach[] = [];
  protected json = false;
  protected quiet = false;
  #url: string | undefined;

  /** One JSON value on a line of standard output. */
  protected emit(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
  /** A line for people: not with --json, not with --quiet. */
  protected say(text = ''): void {
    if (!this.json && !this.quiet) this.log(text);
  }
  /** The school of --dir or --url. Closed when the command ends, however it ends. */
  protected async reach(flags: GlobalValues, as?: string): Promise<Reach> {
    if (flags.url === undefined) this.folder(flags);
    else if (!/^https?:$/.test(URL.parse(flags.url)?.protocol ?? ''))
      throw new UsageError(
        `--url is ${JSON.stringify(flags.url)}; write an address such as https://school.example.org`,
      );
    const { reachSchool } = await import('./reach.ts');
    const reached = await reachSchool({ directory: flags.dir, url: flags.url, as });
    this.#reached.push(reached);
    return reached;
  }
  /** With --dry-run: a change is shown and rolled back, and said in a sentence. @returns whether that was all to do */
  protected async previews(
    flags: GlobalValues,
    lms: Lectern,
    operation: Parameters<Lectern['preview']>[0],
    input: object,
    would: string,
  ): Promise<boolean> {
    if (!flags['dry-run']) return false;
    const { events, audit } = await lms.preview(operation, input);
    if (flags.json) this.emit({ type: 'preview', events, audit });
    else this.say(would);
    return true;
  }
  /** The folder of --dir. @throws CommandError when no school is in it, UsageError when it is a file */
  protected folder({ dir, url }: GlobalValues): string {
    if (url !== undefined) throw new UsageError('This works in the folder of a school: --dir in place of --url.');
    const folder = resolve(dir);
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new UsageError(`--dir is ${dir}, which is a file; name the folder of the school.`);
    if (statSync(join(folder, 'lms.config.ts'), { throwIfNoEntry: false })) return dir; // throws when it may not be read
    throw new CommandError(
      existsSync(folder)
        ? `There is no school in ${folder} (lms.config.ts is missing). Name its folder with --dir, or make one: lms init ${dir === '.' ? 'school' : dir}`
        : `There is no folder ${folder}. Name the folder of the school with --dir, or make one: lms init ${dir}`,
    );
  }
  /** First in every command. @throws UsageError for --dry-run where there is no preview: what would change must not */
  protected take(flags: GlobalValues): void {
    this.json = flags.json;
    this.quiet = flags.quiet;
    this.#url = flags.url;
    if (!flags['dry-run'] || !this.ctor.flags['dry-run']?.hidden) return;
    const others = this.config.commands
      .filter(({ flags: known }) => known['dry-run'] && !known['dry-run'].hidden)
      .map(({ id }) => typed(id));
    throw new UsageError(
      `\`lms ${typed(this.id ?? '')}\` has no preview, so --dry-run did nothing. These have one: ${others.join(', ')}.`,
    );
  }

  protected override async catch(error: Error): Promise<void> {
    const flags = Object.entries(this.ctor.flags).flatMap(([name, { hidden }]) => (hidden ? [] : [`--${name}`]));
    this.fail(failureOf(error, { command: typed(this.id ?? ''), flags, url: this.#url }));
  }
  protected fail({ document, text, exit }: Failure): void {
    const asJson = this.json || process.argv.includes('--json');
    process.stderr.write(`${asJson ? JSON.stringify(document) : text}\n`);
    process.exitCode = exit;
    this.parsed = true; // or oclif warns of what the parser refused, where NODE_ENV is development
  }
  protected override async finally(error: Error | undefined): Promise<void> {
    await Promise.all(this.#reached.map((one) => one.close()));
    await super.finally(error);
  }
}
