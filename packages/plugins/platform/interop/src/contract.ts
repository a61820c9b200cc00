import { defineContract, event, get, Id, Line, Moment, post, raw, service, slot } from '@lectern/kit/contract';
import { z } from 'zod';
import type { ImportPlan, SourceFiles } from './plan.ts';

export const Lost = z.object({ at: z.string().describe('path#place'), reason: z.string() });
export const Counts = z.record(z.string(), z.number().int());
/** What an import did, or would do. */
export const Report = z.object({ created: Counts, updated: Counts, unchanged: Counts, lost: z.array(Lost) });
export type Report = z.infer<typeof Report>;
export const Tree = z.object({
  title: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      lessons: z.array(z.object({ title: z.string(), path: z.string(), minutes: z.number().int() })),
    }),
  ),
});
export const Import = z.object({
  id: Id,
  name: Line,
  importer: z.string().nullable(),
  state: z.enum(['collecting', 'waiting', 'running', 'done', 'failed']),
  files: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  note: z.string().nullable(),
  courseId: Id.nullable(),
  courseSlug: z.string().nullable(),
  report: Report.nullable(),
  error: z.string().nullable(),
  createdAt: Moment,
});
export type Import = z.infer<typeof Import>;

export const errors = {
  nothingHere: {
    code: 'interop.nothing_to_import',
    status: 422,
    message: 'No importer knows these files. A folder with .md files in it is a course.',
  },
  unsafePath: { code: 'interop.unsafe_path', status: 422, message: 'The path of a file must stay inside the folder.' },
  alreadyRunning: {
    code: 'interop.already_running',
    status: 409,
    message: 'This import is running. Look at its progress instead.',
  },
} as const;

export const importFinished = event('import.finished', z.object({ importId: Id, courseId: Id }));

/** Turns files into a plan. The kernel of an import (storage, units of work, progress, resuming) is not its business. */
export interface Importer {
  readonly id: string;
  readonly title: string;
  /** 0: not mine, 1: certainly mine. From names alone. */
  recognises(paths: readonly string[]): number;
  plan(name: string, files: SourceFiles): Promise<ImportPlan>;
}
export const importerSlot = slot<Importer>('interop.importer', 'Reads a foreign format into a plan of courses');

// biome-ignore lint/suspicious/noEmptyInterface: nothing is offered to other plugins yet but the slot
export interface InteropService {}
export const interopService = service<InteropService>('interop');

const sample: Import = {
  id: 'imp-1',
  name: 'foundations',
  importer: 'markdown',
  state: 'done',
  files: 96,
  done: 46,
  total: 46,
  note: null,
  courseId: 'crs-1',
  courseSlug: 'foundations',
  report: { created: { courses: 1, lessons: 46 }, updated: {}, unchanged: {}, lost: [] },
  error: null,
  createdAt: '2026-02-01T08:00:00.000Z',
};
const anImport = { importId: 'imp-1' };
const needs = { permission: 'course.create' } as const;
const importId = { importId: Id };
const into = Id.optional().describe('The course that is brought up to date, whatever folder it came from');

export const interopContract = defineContract({
  id: 'interop',
  summary: 'Courses in from other formats, and out again',
  service: interopService,
  events: { importFinished },
  slots: { importer: importerSlot },
  errors,
  operations: {
    start: post('/imports', {
      summary: 'Begin an import; its files come next',
      needs,
      input: z.object({ name: Line }),
      output: Import,
      example: {
        input: { name: 'foundations' },
        output: {
          ...sample,
          state: 'collecting',
          report: null,
          courseId: null,
          courseSlug: null,
          files: 0,
          done: 0,
          total: 0,
        },
      },
    }),
    file: raw('PUT', '/imports/:importId/file', {
      summary: 'One file of an import',
      needs,
      input: z.object({ ...importId, path: z.string().min(1).max(1_000) }),
      accepts: ['*/*'],
      produces: ['application/json'],
      limit: 4_000_000_000,
      errors: [errors.unsafePath],
      example: { input: { ...anImport, path: '01-looking/01-what.md' }, body: '# What\n\nLook first.\n' },
    }),
    plan: post('/imports/:importId/plan', {
      summary: 'What the import would make',
      description: 'The tree and the losses; nothing is changed. This is `lms import --dry-run`.',
      needs,
      changes: false,
      input: z.object({ ...importId, courseId: into }),
      output: z.object({ importer: z.string(), tree: Tree, report: Report }),
      errors: [errors.nothingHere],
      example: {
        input: anImport,
        output: { importer: 'markdown', tree: { title: 'Foundations', sections: [] }, report: sample.report! },
      },
    }),
    run: post('/imports/:importId/run', {
      summary: 'Make the courses',
      description:
        'A folder that was imported before changes its course. It is known by its name and half of its lessons: another folder with the same name becomes a course of its own, unless `courseId` says which to change.',
      needs,
      input: z.object({ ...importId, publish: z.boolean().default(false), courseId: into }),
      output: Import,
      errors: [errors.nothingHere, errors.alreadyRunning],
      example: { input: { ...anImport, publish: true }, output: { ...sample, state: 'waiting', report: null } },
    }),
    get: get('/imports/:importId', {
      summary: 'How far an import is, and its report',
      needs,
      input: z.object(importId),
      output: Import,
      example: { input: anImport, output: sample },
    }),
    exportCourse: get('/courses/:courseId/export', {
      summary: 'A course as a folder of Markdown',
      needs: { permission: 'course.write', on: 'courseId' },
      audit: 'export',
      input: z.object({ courseId: Id }),
      output: z.object({
        folder: z.string(),
        files: z.array(
          z.union([
            z.object({ path: z.string(), text: z.string() }),
            z.object({ path: z.string(), asset: z.string().describe('Address of the bytes') }),
          ]),
        ),
      }),
      example: {
        input: { courseId: 'crs-1' },
        output: { folder: 'statistics-you-can-trust', files: [{ path: '01-looking/01-what.md', text: '# What' }] },
      },
    }),
  },
});
