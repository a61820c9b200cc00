import { query, rowsOf } from '@lectern/kit';
import { memberships } from './tables.ts';

const { userId, state, joinedAt, changedAt } = memberships;
const given = { userId, state, joinedAt, changedAt };
/** Of people who have no membership yet: one of a batch that has one fails all of it. */
export const insertAll = query('memberships.insertAll', { rows: rowsOf(given) }, (q, p, powers) =>
  q.insert(memberships).select(powers.rows(memberships, given, p.rows)),
);
