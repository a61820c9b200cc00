// OpenAPI documents in files.
import { readFileSync } from 'node:fs';
import { type Described, describe } from '@lectern/sdk/generate';
import { UsageError } from './errors.ts';

/** @throws UsageError naming the file */
export function readDocument(file: string): Described {
  try {
    return describe(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read as a document of a school: ${why}`);
  }
}
