import { bigint, boolean, fileRef, id, integer, json, personRef, tenantTable, text, time } from '@lectern/kit';
import type { Report } from './contract.ts';

export type Targets = Readonly<Record<string, readonly string[]>>;
/** The one key when the owner said which course is meant. No folder can be called so. */
export const toldCourse = '/';

export const imports = tenantTable(
  'imports',
  {
    id: id(),
    owner: personRef({ onMerge: 'move', onErase: 'delete', onExport: false }).notNull(),
    name: text().notNull(),
    importer: text(),
    /** `started` until it is done; how far it is, and whether it failed, is asked of its job. */
    state: text().$type<'collecting' | 'started' | 'done'>().notNull(),
    job: text(),
    publish: boolean().notNull(),
    /** Courses from sources of these names that the owner may write, as of the start: source -> courses. See `toldCourse`. */
    targets: json<Targets>().notNull(),
    course: text(),
    /** Written when it is done, for its files are forgotten then. */
    files: integer().notNull(),
    lessons: integer().notNull(),
    report: json<Report>(),
    createdAt: time().notNull(),
  },
  { indexes: [{ on: ['org', 'owner', 'createdAt'] }] },
);

/** What was collected; the bytes are in storage. Forgotten when the import is done. */
export const importFiles = tenantTable(
  'import_files',
  { import: text().notNull(), path: text().notNull(), digest: fileRef().notNull(), size: bigint().notNull() },
  { key: ['import', 'path', 'org'], references: { import: [imports, 'id'] } },
);

/** Which course came from which source, so that the next import of it changes this course and makes no other. */
export const importCourses = tenantTable(
  'import_courses',
  {
    course: text().notNull(),
    importer: text().notNull(),
    source: text().notNull(),
    /** Of title, summary and the like, as last imported. */
    digest: text().notNull(),
    /** Of the order of sections and lessons, as last imported: an order that a teacher changed here stays. */
    order: text().notNull(),
    createdIn: text().notNull(),
    changedIn: text().notNull(),
  },
  { key: ['course'], indexes: [{ on: ['org', 'importer', 'source'] }] },
);

/** Sections, lessons and files by their key in the source. What an import did is read from here: see report.ts. */
export const importParts = tenantTable(
  'import_parts',
  {
    course: text().notNull(),
    kind: text().$type<PartKind>().notNull(),
    key: text().notNull(),
    target: text().notNull(),
    /** Of what was stored; empty for a lesson that has no text yet. */
    digest: text().notNull(),
    createdIn: text().notNull(),
    changedIn: text().notNull(),
  },
  { key: ['course', 'kind', 'key', 'org'], references: { course: [importCourses, 'course'] } },
);
export type PartKind = 'section' | 'lesson' | 'asset' | 'captions';
