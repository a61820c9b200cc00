import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Made once per school and kept beside its data; whoever reads the audit log alone cannot guess inputs from digests. */
export function digestKeyOf(directory: string): Buffer {
  const file = join(directory, 'data', 'digest.key');
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}
