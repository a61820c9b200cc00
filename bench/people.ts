// Ten and a hundred thousand people out of a CSV file, without passwords: what hashing costs is argon2's own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternating, type Bench, type Line, mediansOf, type Result } from './measure.ts';

interface Run {
  readonly created: number;
  /** Milliseconds of processor. */
  readonly cpu: number;
  /** Bytes resident, at most. */
  readonly memory: number;
}
const programs = { ours: 'people-import.ts', bare: 'bare/people.ts' } as const;
const sizes = [10_000, 100_000] as const;
/** Without a limit V8 lets garbage gather while there is room, and the peak tells of the machine and not of the import. */
const heap = 192;

export const people: Line = {
  names: ['people.import'],
  async *measure({ rounds, scratch }: Bench): AsyncGenerator<Result> {
    const file = (people: number) => {
      const path = join(scratch, `people-${people}.csv`);
      const rows = Array.from(
        { length: people },
        (_, i) => `person.${i}@school.example.org,First${i % 977},Family${i % 7_919}`,
      );
      writeFileSync(path, `email,first_name,last_name\n${rows.join('\n')}\n`);
      return path;
    };
    const files = sizes.map(file);
    const run = async (side: keyof typeof programs, of: string): Promise<Run> => {
      const program = join(import.meta.dirname, programs[side]);
      const folder = mkdtempSync(join(scratch, 'people-'));
      const flags = [`--max-old-space-size=${heap}`, program, folder, of];
      return JSON.parse(
        execFileSync(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' }),
      ) as Run;
    };
    const perSecond = ({ created, cpu }: Run) => (created * 1_000) / cpu;
    const [small, large] = [
      await alternating(Math.min(rounds, 3), (side) => run(side, files[0]!)),
      await alternating(Math.min(rounds, 2), (side) => run(side, files[1]!)),
    ].map((taken) => ({ rate: mediansOf(taken, perSecond), memory: mediansOf(taken, ({ memory }) => memory / 1e6) }));
    yield {
      name: 'people.import',
      ours: Math.round(large!.rate.ours),
      bare: Math.round(large!.rate.bare),
      ratio: large!.rate.ratio,
      unit: 'rows/CPU s',
      detail: {
        ratioOfTenThousand: small!.rate.ratio,
        oursMegabytesOfTenThousand: Math.round(small!.memory.ours),
        oursMegabytes: Math.round(large!.memory.ours),
        bareMegabytesOfTenThousand: Math.round(small!.memory.bare),
        bareMegabytes: Math.round(large!.memory.bare),
      },
    };
  },
};
