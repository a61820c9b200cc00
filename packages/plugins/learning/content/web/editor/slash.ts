// A slash at the beginning of an empty line asks what to put there.
import { type EditorState, Plugin } from 'prosemirror-state';

export interface Asked {
  /** What was typed behind the slash. */
  readonly words: string;
  readonly from: number;
  readonly to: number;
}
export function askedIn({ selection }: EditorState): Asked | undefined {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type.name !== 'paragraph') return undefined;
  const match = /^\/([\p{L}\p{N} ]{0,30})$/u.exec($from.parent.textBetween(0, $from.parentOffset));
  return match && $from.parentOffset === $from.parent.content.size
    ? { words: match[1]!, from: $from.start(), to: $from.pos }
    : undefined;
}

/** Keys go to the menu while it is open. @param onKey answers whether it took the key */
export const slash = (onKey: (key: string) => boolean): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) =>
        askedIn(view.state) !== undefined &&
        ['ArrowDown', 'ArrowUp', 'Enter', 'Escape'].includes(event.key) &&
        onKey(event.key),
    },
  });
