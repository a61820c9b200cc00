import { defineContract, event, get, Id, Moment, put, service } from '@lectern/kit/contract';
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

/** A block as docs of the text model say it; checked as a whole when it is written. */
const Blocks = z.array(z.record(z.string(), z.unknown())).describe('Blocks, each with `id` and `type`');
export const ShownFile = z.object({
  address: z.string(),
  kind: z.enum(['video', 'audio', 'image', 'document', 'other']),
  title: z.string(),
});
export const BlockText = z.object({
  lessonId: Id,
  version: z.number().int(),
  blocks: Blocks,
  files: z.record(z.string(), ShownFile).describe('Those that the blocks name, by id'),
});
export type BlockText = z.infer<typeof BlockText>;

export const errors = {
  notAText: {
    code: 'content.not_a_text',
    status: 422,
    message: 'These blocks are no text of a lesson. The pointer says where, the detail why.',
  },
} as const;

export const lessonWritten = event('lesson.written', z.object({ lessonId: Id, version: z.number().int() }), {
  heardBy: [{ permission: 'content.write', on: 'lessonId' }],
});

/** What importers and exporters need to know of texts. */
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
}
export interface ContentService {
  /** A new version of a lesson's text, in the caller's unit. @returns its number; unchanged text makes no version */
  write(lessonId: string, text: LessonText): Promise<number>;
  read(lessonId: string): Promise<{ version: number; text: LessonText } | undefined>;
  /** Functions over texts alone: they need neither unit nor scope. */
  readonly tools: TextTools;
}
export const contentService = service<ContentService>('content');

const reading: Reading = {
  lessonId: 'lsn-1',
  version: 3,
  html: '<p>Ten people are having dinner.</p>',
  minutes: 9,
  headings: [],
};

const blockText: BlockText = {
  lessonId: 'lsn-1',
  version: 3,
  blocks: [{ id: 'b1', type: 'paragraph', content: [{ type: 'text', text: 'Ten people are having dinner.' }] }],
  files: {},
};

export const contentContract = defineContract({
  id: 'content',
  summary: 'What lessons say',
  service: contentService,
  permissions: {
    'content.read': {
      summary: 'Read the lessons of a course',
      roles: [
        'manager',
        'instructor',
        'teaching-assistant',
        'reviewer',
        'moderator',
        'support-agent',
        'learner',
        'guest',
      ],
    },
    'content.write': { summary: 'Write lessons', roles: ['manager', 'instructor'] },
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
    text: get('/lessons/:lessonId/text', {
      summary: 'A lesson as blocks',
      needs: { permission: 'content.write', on: 'lessonId' },
      input: z.object({ lessonId: Id }),
      output: BlockText,
      example: { input: { lessonId: 'lsn-1' }, output: blockText },
    }),
    writeText: put('/lessons/:lessonId/text', {
      summary: 'Write a lesson in blocks',
      description:
        'Blocks keep the ids they come with; new ones get theirs, so leave it out or empty. With `If-Match` it is refused when somebody saved another version meanwhile.',
      needs: { permission: 'content.write', on: 'lessonId' },
      limit: 8_000_000,
      input: z.object({ lessonId: Id, blocks: Blocks }),
      output: BlockText,
      errors: [errors.notAText],
      example: { input: { lessonId: 'lsn-1', blocks: blockText.blocks }, output: { ...blockText, version: 4 } },
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
  },
});
