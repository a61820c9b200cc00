// How pictures and files stand in the text while it is written.
import type { Node } from 'prosemirror-model';
import type { NodeView, NodeViewConstructor } from 'prosemirror-view';
import type { Source } from '../../src/text/blocks.ts';
import type { PictureAttributes } from './schema.ts';

export interface ShownFile {
  readonly address: string;
  readonly kind: 'video' | 'audio' | 'image' | 'document' | 'other';
  readonly title: string;
}
export type FileOf = (id: string) => ShownFile | undefined;

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

function pictureOf({ source, alt }: PictureAttributes, fileOf: FileOf): HTMLElement {
  const file = 'asset' in source ? fileOf(source.asset) : undefined;
  if (file?.kind !== 'image') return element('span', 'editor-inline-piece', alt || nameOf(source, file));
  const picture = document.createElement('img');
  picture.src = file.address;
  picture.alt = alt;
  return picture;
}
const nameOf = (source: Source, file?: ShownFile): string =>
  file?.title ?? ('href' in source ? source.href : 'broken' in source ? source.broken : source.asset);

/** @param words what a kind of file is called */
export function nodeViews(
  fileOf: FileOf,
  words: (kind: ShownFile['kind'] | 'link') => string,
): Record<string, NodeViewConstructor> {
  return {
    figure: (node) => {
      const dom = element('figure', 'editor-figure');
      const contentDOM = element('figcaption', '');
      dom.append(pictureOf(node.attrs.picture as PictureAttributes, fileOf), contentDOM);
      return { dom, contentDOM } satisfies NodeView;
    },
    image: (node) => {
      const dom = element('span', 'editor-image');
      dom.append(pictureOf(node.attrs.picture as PictureAttributes, fileOf));
      return { dom };
    },
    embed: (node: Node) => {
      const { source, title } = node.attrs as { source: Source; title: string | null };
      const file = 'asset' in source ? fileOf(source.asset) : undefined;
      const dom = element('div', 'editor-piece');
      dom.append(
        element('span', 'badge', words(file?.kind ?? 'link')),
        element('b', '', title ?? nameOf(source, file)),
      );
      return { dom };
    },
    item: (node, view, getPos) => {
      const dom = document.createElement('li');
      if (node.attrs.checked === null) return { dom, contentDOM: dom };
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = node.attrs.checked as boolean;
      box.contentEditable = 'false';
      box.addEventListener('change', () => {
        const pos = getPos();
        if (pos !== undefined) view.dispatch(view.state.tr.setNodeAttribute(pos, 'checked', box.checked));
      });
      const contentDOM = element('div', '');
      dom.className = 'editor-task';
      dom.append(box, contentDOM);
      return {
        dom,
        contentDOM,
        ignoreMutation: (change) => change.type !== 'selection' && !contentDOM.contains(change.target),
      };
    },
  };
}
