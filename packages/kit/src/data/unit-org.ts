import { noopEncoder, Param, Placeholder, type SQL, sql } from 'drizzle-orm';

/** The organization of the current scope, as a parameter of any query. */
export const unitOrg = sql`${new Param(new Placeholder('$org'), noopEncoder)}` as SQL<string>;
