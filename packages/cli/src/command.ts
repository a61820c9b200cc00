// What every command shares: the global flags, how it reaches a school, how it fails.
import { Command, Flags } from '@oclif/core';
import type { Reach } from './reach.ts';

export const globalFlags = {
  dir: Flags.directory({ description: 'Folder of the school', default: '.', helpGroup: 'GLOBAL' }),
  url: Flags.string({ description: 'A school elsewhere, with LECTERN_TOKEN for its key', helpGroup: 'GLOBAL' }),
  json: Flags.boolean({ description: 'Machine-readable output, a JSON value a line', helpGroup: 'GLOBAL' }),
  yes: Flags.boolean({ char: 'y', description: 'Ask nothing', helpGroup: 'GLOBAL' }),
  quiet: Flags.boolean({ char: 'q', description: 'Only the result', helpGroup: 'GLOBAL' }),
};
export interface GlobalValues {
  readonly dir: string;
  readonly url?: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
}

/** Exit codes: 0 done; 1 refused, or something was lost; 2 the command was written wrongly. */
export abstract class LmsCommand extends Command {
  static override enableJsonFlag = false;
  #reached: Reach[] = [];
  protected json = false;
  protected quiet = false;

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
    const { reachSchool } = await import('./reach.ts');
    const reached = await reachSchool({ directory: flags.dir, url: flags.url, as });
    this.#reached.push(reached);
    return reached;
  }
  protected take(flags: GlobalValues): void {
    this.json = flags.json;
    this.quiet = flags.quiet;
  }

  protected override async catch(error: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<void> {
    // oclif's own errors are about how the command was written
    if (error.oclif !== undefined) return super.catch(error);
    const { document, text } = describeError(error);
    if (this.json || process.argv.includes('--json')) process.stderr.write(`${JSON.stringify(document)}\n`);
    else process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
  protected override async finally(error: Error | undefined): Promise<void> {
    await Promise.all(this.#reached.map((one) => one.close()));
    await super.finally(error);
  }
}

function describeError(error: Error): { document: object; text: string } {
  if (error.name === 'LecternProblem') {
    const { status, code, detail, pointer, facts, request, message } = error as Error & Record<string, unknown>;
    return {
      document: { title: message, status, code, detail, pointer, facts, request },
      text: `${message}${pointer ? `\n  at ${String(pointer)}` : ''}\n  (${String(code)})`,
    };
  }
  const known = ['ConfigError', 'WiringError', 'PortTakenError', 'AlreadyOpenError', 'CommandError'].includes(
    error.name,
  );
  return {
    document: { title: error.message, code: error.name },
    text: known || !process.env.DEBUG ? error.message : (error.stack ?? error.message),
  };
}

/** What is wrong and what to type instead. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}
