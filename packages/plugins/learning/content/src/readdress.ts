// References of a text led elsewhere: importers write keys and paths of their source, the school keeps ids.
import { readReference, writeReference } from './text/addresses.ts';
import type { LessonText } from './text/blocks.ts';
import { parseHtml } from './text/html-tree.ts';
import { sanitize } from './text/sanitize.ts';

export interface Targets {
  /** The new name of a lesson; undefined when there is none, which leaves a broken link. */
  lesson(name: string): string | undefined;
  asset(name: string): string | undefined;
}

export function readdress(text: LessonText, targets: Targets): LessonText {
  return moved(text, targets) as LessonText;
}

/** In the whole schema of a text, only links and sources have a `lesson` or an `asset`, and only kept HTML an `html`. */
function moved(value: unknown, targets: Targets): unknown {
  if (Array.isArray(value)) return value.map((one) => moved(one, targets));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record.lesson === 'string') return led(record, 'lesson', targets.lesson(record.lesson));
  if (typeof record.asset === 'string') return led(record, 'asset', targets.asset(record.asset));
  return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, key === 'html' && typeof part === 'string' ? movedHtml(part, targets) : moved(part, targets)]));
}

function led(record: Record<string, unknown>, kind: 'lesson' | 'asset', to: string | undefined): Record<string, unknown> {
  if (to !== undefined) return { ...record, [kind]: to };
  const { [kind]: broken, anchor: _, ...rest } = record;
  return { broken, ...rest };
}

function movedHtml(html: string, targets: Targets): string {
  const address = (given: string): string | undefined => {
    const reference = readReference(given);
    if (!reference) return given;
    if ('asset' in reference) {
      const asset = targets.asset(reference.asset);
      return asset && writeReference({ asset });
    }
    const lesson = targets.lesson(reference.lesson);
    return lesson && writeReference({ ...reference, lesson });
  };
  const attribute = (name: 'href' | 'src') => (given: string) => {
    const to = address(given);
    return to === undefined ? undefined : { [name]: to };
  };
  return sanitize(parseHtml(html, { locations: false }), { link: attribute('href'), picture: attribute('src') });
}
