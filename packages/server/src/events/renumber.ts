// A school that was restored into another Postgres cluster, or moved to SQLite, starts counting transactions anew: its
// old events would carry numbers from the future, and every new event would sort before them, behind the cursors, never
// to be delivered. Numbers only give an order, so the old ones move below all that come.
import type { Database } from '../data/database.ts';
import * as queries from './queries.ts';

/** Before anything emits. Usually finds nothing to do. */
export async function renumber(database: Database): Promise<void> {
  if ((await excess(database)) === 0) return;
  await database.unit(async () => {
    if (database.dialect === 'postgres') await database.rawAll('lock table outbox, outbox_cursors in exclusive mode');
    const by = await excess(database); // another process may have done it meanwhile
    if (by === 0) return;
    await database.run(queries.lowerEvents, { by });
    await database.run(queries.lowerCursors, { by });
  });
}

/** By how much numbers must come down: 0 when none is from the future. */
async function excess(database: Database): Promise<number> {
  const numbers = await database.one(queries.numbers[database.dialect]);
  if (!numbers) return 0;
  const { events, cursors } = numbers;
  const next = numbers.next ?? 0;
  const highest = Math.max(events.highest ?? next, cursors.highest ?? next);
  if (highest <= next) return 0;
  // Below the least of all old and coming numbers, so that no row meets another one on its way.
  return highest - Math.min(events.lowest ?? next, cursors.lowest ?? next, next) + 1;
}
