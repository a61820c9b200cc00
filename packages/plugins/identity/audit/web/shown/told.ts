// Entries with what it takes to say them in words: sentences of plugins that are not ours.
import { type LiveList, type LoadContext, type Page, refused, useList } from '@lectern/ui';
import { useMemo, useRef } from 'preact/hooks';
import { deedOf } from '../deeds/deeds.ts';
import type { Entry } from './entry.ts';
import { isKnownOutcome } from './outcome.ts';

export interface Told {
  readonly entries: readonly Entry[];
  /** Summaries by operation, and messages by code, in the words of the school. */
  readonly said: Readonly<Record<string, string>>;
}
type Asking = Pick<LoadContext<unknown>, 'lms' | 'signal'>;

export async function told(entries: readonly Entry[], context: Asking): Promise<Told> {
  return { entries, said: await saidOf(entries, context) };
}

/** As far as it was asked for, page by page. */
export function useTold(
  first: Told & { readonly next: string | null },
  lms: Asking['lms'],
  ask: (cursor: string | undefined) => Promise<Page<Entry>>,
): { readonly list: LiveList<Entry>; readonly told: Told } {
  const page = useMemo(() => ({ items: first.entries, next: first.next }), [first]);
  const said = useRef<Told['said']>({});
  const list = useList(page, async (cursor) => {
    const following = await ask(cursor);
    const words = await saidOf(following.items, { lms, signal: new AbortController().signal });
    said.current = { ...said.current, ...words };
    return following;
  });
  return { list, told: { entries: list.items, said: { ...said.current, ...first.said } } };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}
/** The school describes what its plugins do in its OpenAPI document; large, so only where something is not known here. */
async function saidOf(entries: readonly Entry[], { lms, signal }: Asking): Promise<Told['said']> {
  const operations = new Set(entries.map(({ operation }) => operation).filter((one) => !deedOf(one)));
  const codes = new Set(
    entries.map(({ outcome }) => outcome).filter((one) => !isKnownOutcome(one) && refused(one) === undefined),
  );
  if (operations.size + codes.size === 0) return {};
  const answer = await lms.request('/api/openapi.json', { signal }).catch(() => undefined);
  if (!answer) return {};
  const { paths } = (await answer.json()) as Document;
  const described = Object.values(paths).flatMap((methods) => Object.values(methods));
  return Object.fromEntries([
    ...described
      .filter(({ operationId }) => operations.has(operationId))
      .map(({ operationId, summary }) => [operationId, summary] as const),
    ...described.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ description = '' }) =>
        [...description.matchAll(/^`([^`]+)`: (.+)$/gm)].flatMap(([, code, message]) =>
          codes.has(code!) ? [[code!, message!] as const] : [],
        ),
      ),
    ),
  ]);
}
