import type { LoadContext } from '@lectern/ui';
import type { Entry } from '../shown/entry.ts';
import { type Told, told } from '../shown/told.ts';

export interface OneEntry {
  readonly entry: Entry;
  /** Names and words for all of the entries here. */
  readonly words: Omit<Told, 'entries'>;
  /** What else the same request did. */
  readonly sameRequest: readonly Entry[];
  /** What the same session did shortly before and after. */
  readonly sameSession: readonly Entry[];
}
const aroundRequest = 60_000;
const aroundSession = 30 * 60_000;

export async function read(context: LoadContext<{ readonly entryId: string }>): Promise<OneEntry> {
  const { lms, params, signal } = context;
  const entry = await lms.audit.entry(params, { signal });
  const { session, request, id } = entry;
  const around = (milliseconds: number) => {
    const at = new Date(entry.at).getTime();
    return { from: new Date(at - milliseconds).toISOString(), to: new Date(at + milliseconds).toISOString() };
  };
  const [near, during] = await Promise.all([
    lms.audit.list({ ...around(aroundRequest), limit: 100 }, { signal }),
    session === null ? { items: [] } : lms.audit.timeline({ session, ...around(aroundSession), limit: 25 }, { signal }),
  ]);
  const sameRequest = near.items.filter((one) => one.request === request && one.id !== id);
  const sameSession = during.items.filter((one) => one.id !== id && one.request !== request);
  const { entries: _, ...words } = await told([entry, ...sameRequest, ...sameSession], context);
  return { entry, words, sameRequest, sameSession };
}
