interface Told {
  readonly reach: string;
  readonly changes: readonly {
    readonly plugin: string;
    readonly table: string;
    readonly rows: number;
    readonly dropped: number;
  }[];
}
/** What merging or erasing did in each table, a line each. */
export const changesIn = ({ reach, changes }: Told): string =>
  [
    ...changes.map(
      ({ plugin, table, rows, dropped }) =>
        `  ${String(rows).padStart(7)}  ${plugin}: ${table}${dropped > 0 ? ` (${dropped} given up)` : ''}`,
    ),
    ...(reach === 'here' ? ['They belong to another school too: their account stays, and what is there.'] : []),
  ].join('\n');
