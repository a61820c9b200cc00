import type { Reading } from '../contract.ts';
import * as queries from '../queries.ts';
import { everyBlock } from '../text/blocks.ts';
import { outlineOf } from '../text/outline.ts';
import { toPlain } from '../text/to-plain.ts';
import type { ContentContext } from './context.ts';

type Projection = Omit<Reading, 'lessonId'>;

/** A text as HTML, remembered by version. */
export function projections({ data }: ContentContext) {
  return async (lessonId: string, version: number, _base: string): Promise<Projection> => {
    const { text, minutes } = (await data.one(queries.latest, { lesson: lessonId }))!;
    void everyBlock;
    return { version, html: `<p>${toPlain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`, minutes, headings: outlineOf(text).map(({ id, level, text: words }) => ({ id, level, text: words })) };
  };
}
