// The migration files of one plugin: `sqlite/0001_initial.sql` and a twin of the same name in `postgres/`.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '@lectern/kit';

export interface MigrationFile {
  /** `0001_initial` */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text. Line ends are made alike first: a checkout on Windows is not another migration. */
  readonly digest: string;
}
const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;

/**
 * @param folder the plugin's `migrations`
 * @returns files in the order in which they are applied
 * @throws Error on a file that is not named like a migration, or a number that two share
 */
export function migrationFiles(folder: string, dialect: Dialect): MigrationFile[] {
  const path = join(folder, dialect);
  const names = existsSync(path) ? readdirSync(path).sort() : [];
  return names.map((file, at) => {
    if (!fileName.test(file)) throw new Error(`${join(path, file)} is not named like 0001_initial.sql`);
    if (file.slice(0, 4) === names[at - 1]?.slice(0, 4))
      throw new Error(`${names[at - 1]} and ${file} in ${path} share a number`);
    const text = readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n');
    return { name: file.slice(0, -'.sql'.length), text, digest: digestOf(text) };
  });
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
