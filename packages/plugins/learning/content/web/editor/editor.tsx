import { Button, Menu } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Command, type EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Block, Link } from '../../src/text/blocks.ts';
import { t } from '../writing-messages.ts';
import { duplicateBlock, insert, make, moveBlock, posOf, removeBlock } from './commands.ts';
import { fromDocument } from './convert.ts';
import './editor.css';
import type { Insertable } from './insertables.ts';
import { LinkDialog } from './link-dialog.tsx';
import { schema } from './schema.ts';
import { askedIn, slash } from './slash.ts';
import { matching, SlashMenu } from './slash-menu.tsx';
import { createState } from './state.ts';
import { Toolbar } from './toolbar.tsx';
import { nodeViews, type ShownFile } from './views.ts';

export interface EditorProps {
  /** Read once: what is written afterwards is the editor's. */
  readonly blocks: readonly Block[];
  readonly files: Readonly<Record<string, ShownFile>>;
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
  readonly language: string;
  readonly label: string;
  /** Something was written; `read` gives all of it. */
  readonly onChange: (read: () => Block[]) => void;
  /** Lets somebody choose a file of the course, or bring one. */
  readonly chooseFile: () => Promise<(ShownFile & { readonly id: string }) | undefined>;
}

/** A lesson's blocks, written where they will be read: the same type, the same measure. */
export function Editor({ blocks, files, lessons, language, label, onChange, chooseFile }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const state = useSignal<EditorState | undefined>(undefined);
  const linking = useSignal(false);
  const chosen = useSignal(0);
  const dismissed = useSignal<string | undefined>(undefined);
  /** The block of the first level beside which the handle stands. */
  const beside = useSignal<{ readonly index: number; readonly top: number } | undefined>(undefined);
  const known = useRef(new Map(Object.entries(files)));

  const run = (command: Command) => {
    const { current } = view;
    if (!current) return;
    command(current.state, current.dispatch, current);
    current.focus();
  };
  const put = async (one: Insertable) => {
    if (one.run !== 'file') return run(one.run);
    const file = await chooseFile();
    if (!file) return view.current?.focus();
    known.current.set(file.id, file);
    const source = { asset: file.id };
    run(insert(file.kind === 'image' ? make.picture(source, file.title) : make.embed(source, file.title)));
  };
  const choose = (one: Insertable) => {
    const asked = view.current && askedIn(view.current.state);
    if (asked) view.current!.dispatch(view.current!.state.tr.delete(asked.from, asked.to));
    void put(one);
  };
  const keyOfSlash = (key: string): boolean => {
    const asked = askedIn(view.current!.state)!;
    const shown = matching(asked.words);
    if (shown.length === 0 || dismissed.peek() === asked.words) return false;
    if (key === 'Escape') dismissed.value = asked.words;
    else if (key === 'Enter') choose(shown[Math.min(chosen.peek(), shown.length - 1)]!);
    else chosen.value = (chosen.peek() + (key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length;
    return true;
  };

  useEffect(() => {
    const kinds = (kind: ShownFile['kind'] | 'link') => t(`edit.kind.${kind}`);
    const made = new EditorView(place.current!, {
      state: createState(blocks, { hint: t('edit.hint') }, [slash(keyOfSlash)]),
      nodeViews: nodeViews((id) => known.current.get(id), kinds),
      attributes: {
        class: 'prose editor-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang: language,
        dir: 'auto',
      },
      dispatchTransaction(tr) {
        made.updateState(made.state.apply(tr));
        state.value = made.state;
        if (!tr.docChanged) return;
        chosen.value = 0;
        onChange(() => fromDocument(made.state.doc));
      },
    });
    view.current = made;
    state.value = made.state;
    return () => made.destroy();
  }, []);

  const handleAt = (event: MouseEvent) => {
    const children = [...(view.current?.dom.children ?? [])] as HTMLElement[];
    const index = children.findIndex((child) => event.clientY <= child.getBoundingClientRect().bottom + 6);
    const child = children[index];
    if (child && beside.peek()?.index !== index) beside.value = { index, top: child.offsetTop };
  };
  /** Acts on the block the handle stands beside. */
  const onBlock = (command: Command) => () => {
    const at = beside.peek();
    const { current } = view;
    if (!at || !current) return;
    const pos = posOf(current.state.doc, at.index);
    const node = current.state.doc.nodeAt(pos);
    if (!node) return;
    const inside = node.isAtom
      ? NodeSelection.create(current.state.doc, pos)
      : TextSelection.near(current.state.doc.resolve(pos + 1));
    current.dispatch(current.state.tr.setSelection(inside));
    beside.value = undefined;
    run(command);
  };
  const now = state.value;
  const asked = now && askedIn(now);
  const linked = now?.selection.$from.marks().find(({ type }) => type === schema.marks.link)?.attrs.link as
    | Link
    | undefined;
  return (
    <div class="editor">
      {now && <Toolbar state={now} run={run} insert={(one) => void put(one)} link={() => (linking.value = true)} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only brings the handle near; every deed of it is in a menu and on keys */}
      <div class="editor-page" onMouseMove={handleAt} onMouseLeave={() => (beside.value = undefined)}>
        {beside.value && (
          <div class="editor-handle" style={{ insetBlockStart: `${beside.value.top}px` }}>
            <Button
              kind="icon"
              size="s"
              icon="plus"
              label={t('edit.insert-below')}
              onClick={onBlock(insert(() => schema.nodes.paragraph!.create()))}
            />
            <Menu
              size="s"
              label={t('edit.block')}
              items={[
                { label: t('edit.up'), icon: 'arrow-up', keys: 'Alt ↑', onSelect: onBlock(moveBlock(-1)) },
                { label: t('edit.down'), icon: 'arrow-down', keys: 'Alt ↓', onSelect: onBlock(moveBlock(1)) },
                { label: t('edit.duplicate'), icon: 'copy', onSelect: onBlock(duplicateBlock) },
                'rule',
                { label: t('edit.remove'), icon: 'trash', danger: true, onSelect: onBlock(removeBlock) },
              ]}
            />
          </div>
        )}
        <div ref={place} />
        {asked && view.current && dismissed.value !== asked.words && (
          <SlashMenu words={asked.words} at={below(view.current, asked.from)} chosen={chosen} onChoose={choose} />
        )}
      </div>
      <LinkDialog
        open={linking.value}
        now={linked}
        lessons={lessons}
        onClose={() => (linking.value = false)}
        onLink={(link) => run(setLink(link))}
      />
    </div>
  );
}

/** On the words that are chosen, or the whole link the cursor is in; without either the address itself is written. */
const setLink =
  (link: Link | undefined): Command =>
  (state, dispatch) => {
    const type = schema.marks.link!;
    const { tr, selection } = state;
    let { from, to } = selection;
    if (selection.empty) {
      const { parent, parentOffset } = selection.$from;
      parent.forEach((child, offset) => {
        if (!type.isInSet(child.marks) || offset > parentOffset || offset + child.nodeSize < parentOffset) return;
        from = selection.$from.start() + offset;
        to = from + child.nodeSize;
      });
      if (from === to && link) {
        const words = 'href' in link ? link.href : '↗';
        dispatch?.(tr.replaceSelectionWith(schema.text(words, [type.create({ link })]), false));
        return true;
      }
    }
    tr.removeMark(from, to, type);
    if (link) tr.addMark(from, to, type.create({ link }));
    dispatch?.(tr);
    return true;
  };

function below(view: EditorView, pos: number): { top: number; left: number } {
  const page = view.dom.parentElement!.parentElement!.getBoundingClientRect();
  const { bottom, left, right } = view.coordsAtPos(pos);
  const isRtl = getComputedStyle(view.dom.parentElement!).direction === 'rtl';
  return { top: bottom - page.top + 6, left: isRtl ? page.right - right : left - page.left };
}
