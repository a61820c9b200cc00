// What tests need beyond npm. Installed from the system's packages where we may; otherwise the command is named.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Tool {
  readonly name: string;
  /** Any of these programs will do. */
  readonly programs: readonly string[];
  readonly debian: string;
}
const tools: readonly Tool[] = [
  {
    name: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
  },
  { name: 'strace', programs: ['strace'], debian: 'strace' },
  { name: 'nginx', programs: ['nginx'], debian: 'nginx-light' },
  { name: 'openssl', programs: ['openssl'], debian: 'openssl' },
];

/** @returns what is still missing, with the command that installs it */
export function missingTools(): { name: string; command: string }[] {
  const wanted = tools.filter((tool) => !isThere(tool));
  if (wanted.length > 0 && mayInstall()) {
    console.log(`Installing for the tests: ${wanted.map(({ name }) => name).join(', ')}`);
    // In runlevel 1 Debian starts no service that it installs: the nginx of a test is its own.
    const quietly = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const options = { stdio: 'inherit' as const, env: { ...process.env, ...quietly } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted.map(({ debian }) => debian)], {
      ...options,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return wanted
    .filter((tool) => !isThere(tool))
    .map(({ name, debian }) => ({
      name,
      command: `sudo apt-get install ${debian}  (or your system's package of that name)`,
    }));
}
const isThere = ({ programs }: Tool) =>
  programs.some((program) =>
    [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => existsSync(join(folder, program))),
  );

function mayInstall(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
