// Blocks into a ProseMirror document and out again. What comes out of a document that nobody touched is what went in.
import { type Mark as EditorMark, Fragment, type Node } from 'prosemirror-model';
import type { Block, Inline, ListItem, Mark } from '../../src/text/blocks.ts';
import { type PictureAttributes, schema } from './schema.ts';

const { nodes } = schema;
/** In the order in which they nest. Read from the schema here: that of the text brings a library a browser does not need. */
const markNames = Object.keys(schema.marks).filter((name) => name !== 'link') as Mark[];

export const toDocument = (blocks: readonly Block[]): Node => nodes.doc!.create(null, within(blocks));

/** What holds nothing has an empty line without a name, for there must be somewhere to write. */
const within = (blocks: readonly Block[]): Node[] =>
  blocks.length > 0 ? blocks.map(blockNode) : [nodes.paragraph!.create()];

function blockNode(block: Block): Node {
  const { id } = block;
  switch (block.type) {
    case 'paragraph':
      return nodes.paragraph!.create({ id }, line(block.content));
    case 'heading':
      return nodes.heading!.create({ id, level: block.level }, line(block.content));
    case 'list': {
      const items = block.items.map(({ checked, blocks }) =>
        nodes.item!.create({ checked: checked ?? null }, within(blocks)),
      );
      return nodes.list!.create({ id, ordered: block.ordered, start: block.start ?? null, tight: block.tight }, items);
    }
    case 'code':
      return nodes.codeBlock!.create(
        { id, language: block.language ?? null, meta: block.meta ?? null },
        words(block.text),
      );
    case 'math':
      return nodes.math!.create({ id }, words(block.tex));
    case 'quote':
      return nodes.quote!.create({ id }, within(block.blocks));
    case 'callout':
      return nodes.callout!.create({ id, kind: block.kind }, [
        nodes.caption!.create(null, line(block.title ?? [])),
        ...within(block.blocks),
      ]);
    case 'details':
      return nodes.details!.create({ id }, [nodes.caption!.create(null, line(block.summary)), ...within(block.blocks)]);
    case 'footnote':
      return nodes.footnote!.create({ id, label: block.label }, within(block.blocks));
    case 'table':
      return tableNode(block);
    case 'image': {
      const { id: _, type: __, caption, ...picture } = block;
      return nodes.figure!.create({ id, picture }, line(caption ?? []));
    }
    case 'embed':
      return nodes.embed!.create({ id, source: block.source, title: block.title ?? null });
    case 'divider':
      return nodes.divider!.create({ id });
    case 'html':
      return nodes.html!.create({ id, html: block.html });
    case 'raw':
      return nodes.raw!.create({ id, format: block.format, source: block.source });
  }
}

function tableNode({ id, align, head, rows }: Extract<Block, { type: 'table' }>): Node {
  const row = (cells: readonly Inline[][], kind: 'table_header' | 'table_cell') =>
    nodes.table_row!.create(
      null,
      align.map((_, at) => nodes[kind]!.create(null, line(cells[at] ?? []))),
    );
  const headless = head.length === 0;
  const written = [...(headless ? [] : [row(head, 'table_header')]), ...rows.map((cells) => row(cells, 'table_cell'))];
  return nodes.table!.create({ id, align, headless }, written);
}

const words = (text: string): Fragment => (text === '' ? Fragment.empty : Fragment.from(schema.text(text)));

const line = (content: readonly Inline[]): Node[] => content.map(inlineNode);

function inlineNode(part: Inline): Node {
  switch (part.type) {
    case 'text':
      return schema.text(part.text, marksOf(part));
    case 'html':
      return nodes.inlineHtml!.create({ html: part.html }, null, marksOf(part));
    case 'break':
      return nodes.break!.create();
    case 'anchor':
      return nodes.anchor!.create({ id: part.id });
    case 'footnote':
      return nodes.note!.create({ label: part.label });
    case 'image': {
      const { type: _, ...picture } = part;
      return nodes.image!.create({ picture });
    }
  }
}
function marksOf({ marks = [], link }: { marks?: Mark[] | undefined; link?: object | undefined }): EditorMark[] {
  return [...(link ? [schema.mark('link', { link })] : []), ...marks.map((name) => schema.mark(name))];
}

export const fromDocument = (document: Node): Block[] => inside(document.children);

/** An empty line without a name is a place to write, and nothing that was written. */
const isPlace = ({ type, childCount, attrs }: Node) => type === nodes.paragraph && childCount === 0 && attrs.id === '';
const inside = (list: readonly Node[]): Block[] => list.filter((node) => !isPlace(node)).map(blockOf);
const children = (node: Node): Block[] => inside(node.children);
const given = <Name extends string, Value>(name: Name, value: Value | null | undefined) =>
  (value === null || value === undefined ? {} : { [name]: value }) as { [K in Name]?: Value };

function blockOf(node: Node): Block {
  const { id } = node.attrs as { id: string };
  const { attrs } = node;
  switch (node.type.name) {
    case 'heading':
      return { id, type: 'heading', level: attrs.level as number, content: inlines(node) };
    case 'list': {
      const { ordered, start, tight } = attrs as { ordered: boolean; start: number | null; tight: boolean };
      return {
        id,
        type: 'list',
        ordered,
        ...(ordered && given('start', start)),
        tight,
        items: node.children.map(itemOf),
      };
    }
    case 'codeBlock':
      return {
        id,
        type: 'code',
        ...given('language', attrs.language as string | null),
        ...given('meta', attrs.meta as string | null),
        text: node.textContent,
      };
    case 'math':
      return { id, type: 'math', tex: node.textContent };
    case 'quote':
      return { id, type: 'quote', blocks: children(node) };
    case 'callout': {
      const [caption, ...rest] = node.children;
      const title = inlines(caption!);
      return {
        id,
        type: 'callout',
        kind: attrs.kind as 'note',
        ...(title.length > 0 && { title }),
        blocks: inside(rest),
      };
    }
    case 'details': {
      const [caption, ...rest] = node.children;
      return { id, type: 'details', summary: inlines(caption!), blocks: inside(rest) };
    }
    case 'footnote':
      return { id, type: 'footnote', label: attrs.label as string, blocks: children(node) };
    case 'table':
      return tableOf(node);
    case 'figure': {
      const caption = inlines(node);
      return { id, type: 'image', ...(attrs.picture as PictureAttributes), ...(caption.length > 0 && { caption }) };
    }
    case 'embed':
      return {
        id,
        type: 'embed',
        source: attrs.source as { asset: string },
        ...given('title', attrs.title as string | null),
      };
    case 'divider':
      return { id, type: 'divider' };
    case 'html':
      return { id, type: 'html', html: attrs.html as string };
    case 'raw':
      return { id, type: 'raw', format: attrs.format as 'markdown', source: attrs.source as string };
    default:
      return { id, type: 'paragraph', content: inlines(node) };
  }
}
const itemOf = (node: Node): ListItem => ({
  ...given('checked', node.attrs.checked as boolean | null),
  blocks: children(node),
});

function tableOf(node: Node): Block {
  const { id, align, headless } = node.attrs as { id: string; align: ('left' | null)[] | null; headless: boolean };
  const rows = node.children.map((row) => row.children.map(inlines));
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const [first, ...rest] = rows;
  const isHead = !headless && node.firstChild?.firstChild?.type.name === 'table_header';
  return {
    id,
    type: 'table',
    align: Array.from({ length: columns }, (_, at) => align?.[at] ?? null),
    head: isHead ? (first ?? []) : [],
    rows: isHead ? rest : rows,
  };
}

function inlines(node: Node): Inline[] {
  return node.children.map((part): Inline => {
    const { attrs } = part;
    switch (part.type.name) {
      case 'break':
        return { type: 'break' };
      case 'anchor':
        return { type: 'anchor', id: attrs.id as string };
      case 'note':
        return { type: 'footnote', label: attrs.label as string };
      case 'image':
        return { type: 'image', ...(attrs.picture as PictureAttributes) };
      case 'inlineHtml':
        return { type: 'html', html: attrs.html as string, ...formats(part) };
      default:
        return { type: 'text', text: part.text ?? '', ...formats(part) };
    }
  });
}
function formats(node: Node) {
  const has = new Set(node.marks.map(({ type }) => type.name));
  const marks = markNames.filter((name) => has.has(name));
  const link = node.marks.find(({ type }) => type.name === 'link')?.attrs.link as { href: string } | undefined;
  return { ...(marks.length > 0 && { marks: [...marks] }), ...(link && { link }) };
}
