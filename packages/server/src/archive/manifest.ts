// What an archive of an organization says of itself. Whoever made it is not trusted: see read.ts and check.ts.
import { createHash } from 'node:crypto';
import { z } from 'zod';

export class ArchiveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArchiveError';
  }
}

/** Becomes part of a path and of SQL paths: no slash, no dot. */
export const Name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);
const Lines = z.strictObject({ rows: Count, bytes: Count, sha256: Sha256 });

export const Manifest = z.strictObject({
  format: z.literal('lectern-organization'),
  version: z.literal(1),
  lectern: z.string().max(64),
  madeAt: z.iso.datetime(),
  organization: z.strictObject({ id: Name, name: z.string().max(500), address: Name.nullable() }),
  /** Plugin -> its migrations, in order: `{ courses: ['0001_initial'] }`. */
  plugins: z.record(z.string(), z.array(z.string())),
  tables: z.record(Name, z.strictObject({ ...Lines.shape, plugin: Name, columns: z.array(Name).min(1) })),
  people: Lines,
  /** Ids that once were an account's and now lead to another's: the log keeps saying what they did. */
  aliases: Lines,
  /** Named by their SHA-256, so they need no line each. */
  files: z.strictObject({ count: Count, bytes: Count }),
  /** Digests that rows name and the storage did not have. */
  missing: z.array(Sha256).max(10_000),
  /** What it had not decided itself and schools above it had: it goes on so where they are not. */
  inherited: z
    .array(
      z.strictObject({
        plugin: Name,
        key: z.string().max(200),
        value: z.union([z.boolean(), z.number(), z.string().max(10_000)]),
      }),
    )
    .max(10_000),
  /** What of the school is not in the file: rows by table, and work that had not ended, by its name. */
  behind: z.strictObject({ tables: z.record(Name, Count), jobs: z.record(z.string().max(200), Count) }),
});
export type Manifest = z.infer<typeof Manifest>;

/** By which the logs of both sides name the same archive. */
export const digestOf = (manifest: Manifest): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex');

export const manifestEntry = 'manifest.json';
export const peopleEntry = 'people.jsonl';
export const aliasesEntry = 'aliases.jsonl';
export const tableEntry = (table: string) => `tables/${table}.jsonl`;
export const fileEntry = (digest: string) => `files/${digest}`;
/** The only names there are, so none of them leads out of anywhere. */
export const isEntryName = (name: string) =>
  /^(manifest\.json|people\.jsonl|aliases\.jsonl|tables\/[A-Za-z0-9_-]{1,64}\.jsonl|files\/[0-9a-f]{64})$/.test(name);
