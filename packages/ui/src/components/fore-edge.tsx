import { t } from '../messages/t.ts';
import { classes } from './classes.ts';

export interface Leaf {
  readonly done: boolean;
  /** The lesson that is open, and how far it is read (0 to 1). */
  readonly here?: number;
  /** Thickness, in minutes or any unit of length; leaves are equal without it. */
  readonly weight?: number;
}

// Above this many, gaps of 2 px would be wider than the leaves on a phone: a part becomes one leaf, filled by its share.
const most = 80;

/** A course's progress as the edge of its leaves: one segment a lesson, a gap between parts. */
export function ForeEdge({ parts, label }: { readonly parts: readonly (readonly Leaf[])[]; readonly label?: string }) {
  const leaves = parts.flat();
  const done = leaves.filter((leaf) => leaf.done).length;
  const drawn = leaves.length <= most ? parts : parts.map((part) => [bound(part)]);
  return (
    <div class="fore-edge" role="img" aria-label={label ?? t('progress.lessons', { done, count: leaves.length })}>
      {drawn.flatMap((part, p) =>
        part.map((leaf, i) => (
          <i
            key={`${p}.${i}`}
            class={classes(leaf.here !== undefined ? 'here' : leaf.done && 'done', p > 0 && i === 0 && 'part')}
            style={{ '--p': leaf.here, '--w': leaf.weight }}
          />
        )),
      )}
    </div>
  );
}

function bound(part: readonly Leaf[]): Leaf {
  const weight = part.reduce((sum, leaf) => sum + (leaf.weight ?? 1), 0);
  const read = part.reduce((sum, leaf) => sum + (leaf.weight ?? 1) * (leaf.done ? 1 : (leaf.here ?? 0)), 0);
  return { done: read === weight, weight, ...(read > 0 && read < weight && { here: read / weight }) };
}
