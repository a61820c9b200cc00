import { query, unitOrg } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import { streamingPositions as p } from './tables.ts';

export const position = query('streaming.position', { user: p.user, media: p.media }, (q, { user, media }) =>
  q
    .select({ seconds: p.seconds })
    .from(p)
    .where(and(eq(p.org, unitOrg), eq(p.user, user), eq(p.media, media))),
);
export const setPosition = query(
  'streaming.setPosition',
  { user: p.user, media: p.media, seconds: p.seconds, at: p.at },
  (q, row) =>
    q
      .insert(p)
      .values({ ...row, org: unitOrg })
      .onConflictDoUpdate({ target: [p.org, p.user, p.media], set: { seconds: row.seconds, at: row.at } }),
);
export const forgetPositions = query('streaming.forgetPositions', { media: p.media }, (q, { media }) =>
  q.delete(p).where(and(eq(p.org, unitOrg), eq(p.media, media))),
);
