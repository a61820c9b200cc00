// Names and values as SQL text, the same in both dialects.
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quotedList = (names: readonly string[]): string => names.map(quoted).join(', ');
/** A string without backslash escapes: both dialects read it alike (Postgres with its default standard_conforming_strings). */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** What a permanent table answers: without quotes, for it stands in a literal of either dialect. */
export const refusal = (table: string, done: string): string => `rows of ${table} are a record and are not ${done}`;
