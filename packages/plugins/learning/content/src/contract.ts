import { defineContract, event, get, Id, Moment, put, raw, service } from '@lectern/kit/contract';
import { z } from 'zod';
import type { LessonText } from './text/blocks.ts';
import type { Conversion } from './text/from-html.ts';
import type { FrontMatter } from './text/front-matter.ts';
import type { Resolve } from './text/html-reader.ts';
import type { Targets } from './text/references.ts';
import type { ToMarkdownOptions } from './text/to-markdown.ts';

export type { Block, LessonText } from './text/blocks.ts';
export type { Conversion } from './text/from-html.ts';
export type { ImageTarget, LinkTarget, Lost, Resolve } from './text/html-reader.ts';

export const Reading = z.object({
  lessonId: Id,
  version: z.number().int(),
  html: z.string().describe('Sanitised. Links to lessons and files are addresses of this school'),
  minutes: z.number().int(),
  headings: z.array(z.object({ id: z.string(), level: z.number().int(), text: z.string() })),
});
export type Reading = z.infer<typeof Reading>;
export const Source = z.object({
  lessonId: Id,
  version: z.number().int(),
  markdown: z.string(),
  savedAt: Moment.nullable().describe('null before the first version'),
});

export const errors = {
  notServable: { code: 'content.not_servable', status: 415, message: 'This kind of file cannot be kept in a lesson.' },
} as const;

export const lessonWritten = event('lesson.written', z.object({ lessonId: Id, version: z.number().int() }), {
  heardBy: [{ permission: 'content.write', on: 'lessonId' }],
});

export interface NewAsset {
  /** Of bytes that are in storage already. */
  digest: string;
  size: number;
  name: string;
  mime: string;
  width?: number | undefined;
  height?: number | undefined;
}
/** What importers and exporters need to know of texts and files. */
export interface TextTools {
  /**
   * Never refuses: what cannot be read is kept as source. `resolve` says where addresses lead. A long text is read on a
   * thread, so never inside a unit.
   */
  parse(markdown: string, resolve?: Resolve): Promise<Conversion>;
  /** The settings before a Markdown text, as they are written; `parse` leaves them out. Lines end with `\n`. */
  frontMatter(source: string): FrontMatter | undefined;
  /** The same text again when it is parsed. */
  toMarkdown(text: LessonText, options?: ToMarkdownOptions): string;
  /** References led elsewhere; what has no new name becomes a broken link. */
  readdress(text: LessonText, targets: Targets): LessonText;
  /** Names a link into the text may use behind `#`. */
  anchors(text: LessonText): ReadonlySet<string>;
  /** Whole minutes of reading. */
  minutes(text: LessonText): number;
  /** What a file is, by its first 256 kB; undefined for one that cannot be kept. */
  judge(head: Uint8Array): Promise<{ mime: string; width?: number; height?: number } | undefined>;
}
export interface ContentService {
  /** A new version of a lesson's text, in the caller's unit. @returns its number; unchanged text makes no version */
  write(lessonId: string, text: LessonText): Promise<number>;
  read(lessonId: string): Promise<{ version: number; text: LessonText } | undefined>;
  /** Functions over texts alone: they need neither unit nor scope. */
  readonly tools: TextTools;
  /** What bytes in storage are, judged by themselves. It reads them, so before a unit. @throws content.not_servable */
  inspect(file: { digest: string; size: number; name: string }): Promise<NewAsset>;
  /** The same bytes in one course are one asset. @returns its id */
  addAsset(courseId: string, asset: NewAsset): Promise<string>;
  assets(courseId: string): Promise<(NewAsset & { id: string })[]>;
}
export const contentService = service<ContentService>('content');

const reading: Reading = {
  lessonId: 'lsn-1',
  version: 3,
  html: '<p>Ten people are having dinner.</p>',
  minutes: 9,
  headings: [],
};

export const contentContract = defineContract({
  id: 'content',
  summary: 'What lessons say, and the files in them',
  service: contentService,
  permissions: {
    'content.read': { summary: 'Read the lessons of a course', roles: ['instructor', 'learner'] },
    'content.write': { summary: 'Write lessons and add files', roles: ['instructor'] },
  },
  events: { lessonWritten },
  errors,
  operations: {
    read: get('/lessons/:lessonId', {
      summary: 'A lesson to read',
      needs: { permission: 'content.read', on: 'lessonId' },
      input: z.object({ lessonId: Id }),
      output: Reading,
      example: { input: { lessonId: 'lsn-1' }, output: reading },
    }),
    source: get('/lessons/:lessonId/source', {
      summary: 'A lesson as Markdown',
      needs: { permission: 'content.write', on: 'lessonId' },
      input: z.object({ lessonId: Id }),
      output: Source,
      example: {
        input: { lessonId: 'lsn-1' },
        output: {
          lessonId: 'lsn-1',
          version: 3,
          markdown: 'Ten people are having dinner.\n',
          savedAt: '2026-02-01T08:00:00.000Z',
        },
      },
    }),
    write: put('/lessons/:lessonId/source', {
      summary: 'Write a lesson in Markdown',
      description: 'With `If-Match` it is refused when somebody saved another version meanwhile.',
      needs: { permission: 'content.write', on: 'lessonId' },
      input: z.object({ lessonId: Id, markdown: z.string().max(2_000_000) }),
      output: Reading.extend({ lost: z.array(z.object({ place: z.string(), reason: z.string() })) }),
      example: {
        input: { lessonId: 'lsn-1', markdown: 'Ten people are having dinner.' },
        output: { ...reading, lost: [] },
      },
    }),
    asset: raw('GET', '/assets/:assetId/:name', {
      summary: 'A picture or file of a lesson',
      needs: { permission: 'content.read', on: 'assetId' },
      input: z.object({ assetId: Id, name: z.string().max(255) }),
      produces: ['image/*', 'application/octet-stream'],
    }),
    addAsset: raw('POST', '/courses/:courseId/assets', {
      summary: 'Add a picture or file to a course',
      needs: { permission: 'content.write', on: 'courseId' },
      input: z.object({ courseId: Id, name: z.string().min(1).max(255) }),
      accepts: ['*/*'],
      produces: ['application/json'],
      limit: 50_000_000,
      errors: [errors.notServable],
    }),
  },
});
