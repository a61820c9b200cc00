import type { UsersMergeOutput } from '@lectern/sdk';
import { kindOf, t } from './words.ts';

/** What a merge takes over, as people call it. What only the school's own works know (caches, counters) is not told. */
export function Moved({ changes }: { readonly changes: UsersMergeOutput['changes'] }) {
  const kinds = new Map<string, { rows: number; dropped: number }>();
  for (const { name, rows, dropped } of changes) {
    if (name === null || name === 'account') continue;
    const before = kinds.get(name) ?? { rows: 0, dropped: 0 };
    kinds.set(name, { rows: before.rows + rows, dropped: before.dropped + dropped });
  }
  const told = [...kinds].filter(([, { rows }]) => rows > 0);
  if (told.length === 0) return <p>{t('merge.nothing')}</p>;
  return (
    <ul class="rows">
      {told.map(([name, { rows, dropped }]) => (
        <li key={name} class="row row-apart">
          <span>{kindOf(name)}</span>
          <span class="muted">
            {rows}
            {dropped > 0 && ` · ${t('merge.dropped', { count: dropped })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
