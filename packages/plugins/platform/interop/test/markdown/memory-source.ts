// A folder that is only written down, and short words for what a plan makes of it.

import { planMarkdown } from '../../src/markdown/importer.ts';
import type { ImportPlan, SourceFiles } from '../../src/plan.ts';
import { tools } from './text-tools.ts';

export type Folder = Readonly<Record<string, string | Uint8Array>>;

/** `sizes` claims a size without having the bytes; reading such a file fails the test. */
export function memorySource(folder: Folder, sizes: Readonly<Record<string, number>> = {}): SourceFiles {
  const bytes = new Map(
    Object.entries(folder).map(([path, body]) => [
      path,
      typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ]),
  );
  return {
    list: async () => [
      ...[...bytes].map(([path, { length }]) => ({ path, size: length })),
      ...Object.entries(sizes).map(([path, size]) => ({ path, size })),
    ],
    async read(path) {
      const found = bytes.get(path);
      if (!found) throw new Error(`${path} was read`);
      return found;
    },
  };
}

export const planOf = (
  folder: Folder,
  { name = 'course', sizes = {} }: { name?: string; sizes?: Readonly<Record<string, number>> } = {},
): Promise<ImportPlan> => planMarkdown(name, memorySource(folder, sizes), tools);

export const lessonsOf = (plan: ImportPlan) => plan.sections.flatMap((section) => section.lessons);
export const outlineOf = (plan: ImportPlan) =>
  plan.sections.map(({ title, lessons }) => [title, ...lessons.map((lesson) => lesson.title)]);
/** The lesson as Markdown, references as `lesson:` and `asset:`. */
export const markdownOf = (plan: ImportPlan, key: string): string =>
  tools.toMarkdown(lessonsOf(plan).find((lesson) => lesson.key === key)!.text);
export const lostOf = (plan: ImportPlan) => plan.lost.map(({ at, reason }) => `${at}: ${reason}`);

/** One pixel. */
export const png = (shade = 0): Uint8Array =>
  Uint8Array.from([
    ...Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
    shade,
  ]);
export const svg = (inside = '<path d="M0 0"/>'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`;
