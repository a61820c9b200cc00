// What a call has written, as a digest: every statement of a plugin that changes something, with its values, in order.
// Rows are not read before and after, which would cost a statement more for each.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac, type KeyObject } from 'node:crypto';
import type { Data, Dialect, Query } from '@lectern/kit';

interface Written {
  count: number;
  readonly hmac: ReturnType<typeof createHmac>;
}
const ambient = new AsyncLocalStorage<Written>();

/** `Data` as plugins get it. */
export function watched<D extends Data & { readonly dialect: Dialect }>(data: D): D {
  const note = (query: Query, input: unknown) => {
    const written = ambient.getStore();
    if (!written) return;
    const { name, text, reads } = query.compile(data.dialect);
    if (reads) return;
    written.count++;
    written.hmac.update(`${JSON.stringify([name || text, input])}\n`);
  };
  return {
    ...data,
    all: (query, ...input) => {
      note(query as Query, input[0]);
      return data.all(query, ...input);
    },
    one: (query, ...input) => {
      note(query as Query, input[0]);
      return data.one(query, ...input);
    },
    run: (query, ...input) => {
      note(query as Query, input[0]);
      return data.run(query, ...input);
    },
  };
}

/** @param key whoever reads the log alone cannot guess what was written from its digest */
export async function writesOf<T>(
  key: KeyObject,
  work: () => Promise<T>,
): Promise<{ given: T; facts: Record<string, string> }> {
  const written: Written = { count: 0, hmac: createHmac('sha256', key) };
  const given = await ambient.run(written, work);
  if (written.count === 0) return { given, facts: {} };
  return { given, facts: { writes: String(written.count), written: written.hmac.digest('base64url') } };
}
