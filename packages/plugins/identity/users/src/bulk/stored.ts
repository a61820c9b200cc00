import type { personImports } from './tables.ts';

/** An import as it is kept, in the organization of the scope. */
export type ImportRow = Omit<typeof personImports.$inferSelect, 'org'>;
