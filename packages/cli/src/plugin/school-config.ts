// A school's lms.config.ts gets another plugin: tried beside it, in a process of its own, and put in place when it holds.
import { execFile } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CommandError } from '../errors.ts';
import { type Imported, linesFor, withPlugin } from './config-text.ts';
import type { Inspected } from './inspect.ts';

export interface Added {
  /** Whether lms.config.ts has it now. */
  readonly configured: boolean;
  /** To be written by hand when it has not. */
  readonly lines: readonly string[];
}

const program = fileURLToPath(new URL('./inspect.ts', import.meta.url));

/** @throws CommandError with what its loading threw */
export async function inspect(kind: 'module' | 'config', file: string): Promise<Exclude<Inspected, { error: string }>> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, kind, file], { maxBuffer: 16_000_000 });
  const found = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Inspected;
  if ('error' in found) throw new CommandError(found.error);
  return found;
}

/** The wiring with one plugin more, whatever the text of the config. @throws CommandError with every fault at once */
export async function assertFits(school: string, { name, from }: Imported): Promise<void> {
  await trying(
    school,
    `import school from './lms.config.ts';\nimport { ${name} } from ${JSON.stringify(from)};\nexport default { plugins: [...school.plugins, ${name}] };\n`,
    async (file) => refuseFaults((await inspect('config', file)).faults),
  );
}

/** @throws CommandError with every fault of the wiring; nothing is changed then */
export async function addToConfig(school: string, id: string, plugin: Imported): Promise<Added> {
  const file = join(school, 'lms.config.ts');
  const lines = linesFor(plugin);
  const text = withPlugin(readFileSync(file, 'utf8'), plugin);
  if (text === undefined) return { configured: false, lines };
  return trying(school, text, async (trial) => {
    const { plugins, faults } = await inspect('config', trial).catch(() => ({ plugins: [], faults: [] }));
    refuseFaults(faults);
    if (!plugins.some((one) => one.id === id)) return { configured: false, lines };
    renameSync(trial, file);
    return { configured: true, lines };
  });
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new CommandError(`It does not fit into this school, which was not changed:\n  ${faults.join('\n  ')}`);
}

/** Beside the config, so that what it imports is found. */
async function trying<T>(school: string, text: string, use: (file: string) => Promise<T>): Promise<T> {
  const file = join(school, `lms.config.trial-${process.pid}.ts`);
  try {
    writeFileSync(file, text);
    return await use(file);
  } finally {
    rmSync(file, { force: true });
  }
}
