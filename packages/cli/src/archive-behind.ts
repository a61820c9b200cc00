import type { Exported } from '@lectern/server';

/** What an archive leaves behind, as people say it; where there are no words for a table, its name. */
export function behindIn({ tables, jobs }: Exported['behind']): string[] {
  const work = Object.values(jobs).reduce((sum, count) => sum + count, 0);
  return [
    ...Object.entries(tables).map(([table, rows]) => words[table]?.(rows) ?? `${rows} rows of ${table}`),
    ...(work > 0 ? [`${work} jobs that had not ended (${Object.keys(jobs).sort().join(', ')})`] : []),
  ];
}
const words: Readonly<Record<string, (rows: number) => string>> = {
  sign_on_providers: (rows) => `${rows} providers of sign-in: add them anew (lms provider add)`,
  sign_on_accounts: (rows) => `${rows} connections of accounts to them: people connect theirs anew`,
  person_imports: (rows) => `${rows} lists of people that were imported`,
  person_import_remarks: (rows) => `${rows} remarks on rows of such lists`,
};
