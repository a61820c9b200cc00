// Keys, what typing turns into, and the pieces of ProseMirror a lesson needs.
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, undo } from 'prosemirror-history';
import {
  ellipsis,
  emDash,
  InputRule,
  inputRules,
  textblockTypeInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { type Command, EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Block } from '../../src/text/blocks.ts';
import { asHeading, asText, insert, moveBlock } from './commands.ts';
import { toDocument } from './convert.ts';
import { schema } from './schema.ts';

const { nodes, marks } = schema;

const rules = inputRules({
  rules: [
    ellipsis,
    emDash,
    textblockTypeInputRule(/^(#{2,6})\s$/, nodes.heading!, (match) => ({ level: match[1]!.length })),
    textblockTypeInputRule(/^#\s$/, nodes.heading!, { level: 2 }),
    textblockTypeInputRule(/^```$/, nodes.codeBlock!),
    wrappingInputRule(/^\s*>\s$/, nodes.quote!),
    wrappingInputRule(/^\s*[-*]\s$/, nodes.list!, { ordered: false }),
    wrappingInputRule(/^(\d{1,9})[.)]\s$/, nodes.list!, (match) => ({
      ordered: true,
      start: Number(match[1]) === 1 ? null : Number(match[1]),
    })),
    new InputRule(/^---$/, (state, _match, from, to) => {
      const $from = state.doc.resolve(from);
      if ($from.depth !== 1) return null;
      return state.tr
        .delete(from, to)
        .replaceWith($from.before(), $from.before() + 2, [nodes.divider!.create(), nodes.paragraph!.create()]);
    }),
  ],
});

/** In an empty caption or at its end, Enter goes on below it. */
const belowCaption: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.caption) return false;
  const { tr } = state;
  const below = $from.after();
  const next = state.doc.resolve(below).nodeAfter;
  if (next?.type !== nodes.paragraph || next.content.size > 0) tr.insert(below, nodes.paragraph!.create());
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(below + 1))).scrollIntoView());
  return true;
};

const keys: Record<string, Command> = {
  'Mod-z': undo,
  'Mod-y': redo,
  'Shift-Mod-z': redo,
  'Mod-b': toggleMark(marks.bold!),
  'Mod-i': toggleMark(marks.italic!),
  'Mod-e': toggleMark(marks.code!),
  'Mod-Alt-0': asText('paragraph'),
  'Mod-Alt-2': asHeading(2),
  'Mod-Alt-3': asHeading(3),
  'Alt-ArrowUp': moveBlock(-1),
  'Alt-ArrowDown': moveBlock(1),
  Enter: chainCommands(belowCaption, splitListItem(nodes.item!, { checked: null })),
  Tab: chainCommands(goToNextCell(1), sinkListItem(nodes.item!)),
  'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.item!)),
  'Shift-Enter': chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.break!.create()).scrollIntoView());
    return true;
  }),
  'Mod-Enter': insert(() => nodes.paragraph!.create()),
};

/** The first empty paragraph says what may be done there. */
const hint = (text: string) =>
  new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        const { $from, empty } = selection;
        if (!empty || $from.depth !== 1 || $from.parent.type !== nodes.paragraph || $from.parent.content.size > 0)
          return null;
        return DecorationSet.create(doc, [
          Decoration.node($from.before(), $from.after(), { class: 'editor-empty', 'data-hint': text }),
        ]);
      },
    },
  });

export const createState = (
  blocks: readonly Block[],
  words: { readonly hint: string },
  more: readonly Plugin[],
): EditorState =>
  EditorState.create({
    doc: toDocument(blocks),
    plugins: [
      ...more,
      rules,
      keymap(keys),
      keymap(baseKeymap),
      history(),
      dropCursor({ class: 'editor-drop', width: 2, color: false }),
      gapCursor(),
      tableEditing(),
      hint(words.hint),
    ],
  });
