import { Icon } from '@lectern/ui';
import type { Signal } from '@preact/signals';
import { t } from '../writing-messages.ts';
import { type Insertable, insertables } from './insertables.ts';

export interface SlashMenuProps {
  readonly words: string;
  /** From the top of the text, and from its left edge. */
  readonly at: { readonly top: number; readonly left: number };
  readonly chosen: Signal<number>;
  readonly onChoose: (one: Insertable) => void;
}

export const matching = (words: string): readonly Insertable[] => {
  const wanted = words.trim().toLocaleLowerCase();
  return insertables().filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
};

/** The focus stays in the text; the arrow keys and Enter reach this through it. */
export function SlashMenu({ words, at, chosen, onChoose }: SlashMenuProps) {
  const shown = matching(words);
  if (shown.length === 0) return null;
  const now = Math.min(chosen.value, shown.length - 1);
  return (
    <div
      class="menu editor-slash"
      role="listbox"
      aria-label={t('edit.insert')}
      style={{ insetBlockStart: `${at.top}px`, insetInlineStart: `${at.left}px` }}
    >
      {shown.map((one, index) => (
        <div
          key={one.label}
          role="option"
          tabIndex={-1}
          aria-selected={index === now}
          ref={index === now ? (line) => line?.scrollIntoView({ block: 'nearest' }) : null}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(one);
          }}
        >
          <Icon name={one.icon} /> {one.label}
        </div>
      ))}
    </div>
  );
}
