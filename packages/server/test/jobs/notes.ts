import { table, text } from '@lectern/kit';

/** What tests write to see whether something happened. */
export const notes = table('notes', { id: text().primaryKey(), text: text().notNull() });
