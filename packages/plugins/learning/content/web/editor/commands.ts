// What can be done to blocks. Each is a ProseMirror command: false when it does not apply here.
import { setBlockType, wrapIn } from 'prosemirror-commands';
import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import { wrapInList } from 'prosemirror-schema-list';
import { type Command, type EditorState, NodeSelection, Selection, TextSelection } from 'prosemirror-state';
import type { Source } from '../../src/text/blocks.ts';
import { schema } from './schema.ts';

const { nodes } = schema;

/** The block of the first level in which the selection is, and where it begins. */
export function blockAt({ doc, selection }: EditorState): { node: Node; pos: number; index: number } | undefined {
  const index = Math.min(selection.$from.index(0), doc.childCount - 1);
  const node = doc.maybeChild(index);
  return node ? { node, index, pos: posOf(doc, index) } : undefined;
}
export function posOf(doc: Node, index: number): number {
  let pos = 0;
  for (let at = 0; at < index; at++) pos += doc.child(at).nodeSize;
  return pos;
}

/** Puts the whole block before the one above, or behind the one below. */
export const moveBlock =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    const found = blockAt(state);
    const neighbour = found && state.doc.maybeChild(found.index + by);
    if (!found || !neighbour) return false;
    if (dispatch) {
      const { node, pos } = found;
      const to = by < 0 ? pos - neighbour.nodeSize : pos + neighbour.nodeSize;
      const inside = state.selection.from - pos;
      const { tr } = state;
      tr.delete(pos, pos + node.nodeSize).insert(to, node);
      tr.setSelection(
        state.selection instanceof NodeSelection
          ? NodeSelection.create(tr.doc, to)
          : Selection.near(tr.doc.resolve(to + inside)),
      );
      dispatch(tr.scrollIntoView());
    }
    return true;
  };

export const duplicateBlock: Command = (state, dispatch) => {
  const found = blockAt(state);
  if (!found) return false;
  dispatch?.(state.tr.insert(found.pos + found.node.nodeSize, unnamed(found.node)));
  return true;
};
export const removeBlock: Command = (state, dispatch) => {
  const found = blockAt(state);
  if (!found) return false;
  const { tr, doc } = state;
  const end = found.pos + found.node.nodeSize;
  if (doc.childCount === 1) tr.replaceWith(found.pos, end, nodes.paragraph!.create());
  else tr.delete(found.pos, end);
  dispatch?.(
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(found.pos, tr.doc.content.size)))).scrollIntoView(),
  );
  return true;
};
/** Of two blocks with one name, notes and places of readers would not know which is meant. */
export function unnamed(node: Node): Node {
  const content = node.children.map((child) => (child.isText ? child : unnamed(child)));
  const attrs = 'id' in node.attrs && node.type.spec.group === 'block' ? { ...node.attrs, id: '' } : node.attrs;
  return node.isText ? node : node.type.create(attrs, Fragment.from(content), node.marks);
}

export const asText = (name: 'paragraph' | 'codeBlock', attrs?: object): Command =>
  setBlockType(nodes[name]!, attrs as never);
/** Again, and it is text. */
export const asHeading =
  (level: number): Command =>
  (state, dispatch, view) => {
    const isNow =
      state.selection.$from.parent.type === nodes.heading && state.selection.$from.parent.attrs.level === level;
    return setBlockType(isNow ? nodes.paragraph! : nodes.heading!, isNow ? undefined : { level })(
      state,
      dispatch,
      view,
    );
  };
export const asQuote: Command = wrapIn(nodes.quote!);
export const asList = (ordered: boolean): Command => wrapInList(nodes.list!, { ordered });
export const asTasks: Command = (state, dispatch) =>
  wrapInList(nodes.list!, { ordered: false })(
    state,
    dispatch &&
      ((tr) => {
        const { $from } = tr.selection;
        for (let depth = $from.depth; depth > 0; depth--)
          if ($from.node(depth).type === nodes.item) {
            tr.setNodeAttribute($from.before(depth), 'checked', false);
            break;
          }
        dispatch(tr);
      }),
  );

/** In place of the empty paragraph that the selection is in, or behind its block; the cursor goes into it. */
export const insert =
  (make: () => Node): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    const node = make();
    const here = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0 ? $from.depth : 0;
    const isRoom =
      here > 0 && $from.node(here - 1).canReplaceWith($from.index(here - 1), $from.indexAfter(here - 1), node.type);
    const found = blockAt(state);
    if (!dispatch) return true;
    const [from, to] = isRoom
      ? [$from.before(here), $from.after(here)]
      : [found ? found.pos + found.node.nodeSize : 0, found ? found.pos + found.node.nodeSize : 0];
    const tr = state.tr.replaceWith(from, to, node);
    // What holds no text leaves room to go on writing behind it.
    const behind = from + node.nodeSize;
    if (node.isAtom || node.type === nodes.divider)
      if (!tr.doc.resolve(behind).nodeAfter) tr.insert(behind, nodes.paragraph!.create());
    const inside = node.isAtom || node.type === nodes.divider ? behind : from + 1;
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(inside, tr.doc.content.size))));
    dispatch(tr.scrollIntoView());
    return true;
  };

const paragraph = () => nodes.paragraph!.create();
const cell = (type: NodeType) => type.create();
export const make = {
  divider: () => nodes.divider!.create(),
  math: () => nodes.math!.create(),
  details: () => nodes.details!.create(null, [nodes.caption!.create(), paragraph()]),
  callout: (kind: string) => () => nodes.callout!.create({ kind }, [nodes.caption!.create(), paragraph()]),
  table: () => {
    const row = (type: NodeType) => nodes.table_row!.create(null, [cell(type), cell(type), cell(type)]);
    return nodes.table!.create(null, [row(nodes.table_header!), row(nodes.table_cell!), row(nodes.table_cell!)]);
  },
  picture: (source: Source, alt: string) => () => nodes.figure!.create({ picture: { source, alt } }),
  embed: (source: Source, title: string) => () => nodes.embed!.create({ source, title }),
};
