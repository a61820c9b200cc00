// A learner's first page loads at most 90 kB of compressed script, whichever page that is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 90_000;
/** Screens that learners open first, by a piece of their module's path. */
const first = [
  'courses/web/catalogue',
  'courses/web/course',
  'content/web/reader',
  'progress/web/home',
  'auth/web/sign-in',
];

/** @throws Error naming the page that is too heavy */
export function weigh(
  dist: string,
  {
    scripts,
    screens,
  }: {
    readonly scripts: readonly string[];
    readonly screens: Readonly<Record<string, { readonly scripts: readonly string[] }>>;
  },
): void {
  const size = (file: string) => gzipSync(readFileSync(join(dist, 'client', file))).byteLength;
  for (const [module, own] of Object.entries(screens)) {
    if (!first.some((one) => module.includes(one))) continue;
    const total = [...scripts, ...own.scripts].reduce((sum, file) => sum + size(file), 0);
    console.log(`${module.padEnd(64)} ${(total / 1000).toFixed(1).padStart(6)} kB of script, compressed`);
    if (total > budget) throw new Error(`${module} loads ${total} bytes of script; ${budget} is the most`);
  }
}
