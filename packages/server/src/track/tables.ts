// What people do, as facts to be counted: never the source of truth, and the first thing to go when disk is short.
import { integer, json, personRef, tenantTable, text, time } from '@lectern/kit';

/** In the order of organization and time, in which rollups read it: the key is the table itself, with no second index. */
export const behaviourEvents = tenantTable(
  'behaviour_events',
  {
    at: time().notNull(),
    /** The process that saw it, and its how-manieth. */
    source: text().notNull(),
    seq: integer().notNull(),
    /** Nobody for visitors, for the system, and for people who were erased. */
    actor: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'behaviour' }),
    name: text().notNull(),
    facts: json<Readonly<Record<string, string | number | boolean>>>().notNull(),
  },
  { key: ['org', 'at', 'source', 'seq'] },
);
