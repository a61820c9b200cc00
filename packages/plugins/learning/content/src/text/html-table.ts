// HTML tables. Those that are rows of lines become `table` blocks; merged cells, captions, row headers and blocks in cells
// are more than Markdown and our editor can say.
import { type BlockOf, type Inline, limits } from './blocks.ts';
import { attribute, descendants, type HtmlElement, isElement } from './html-tree.ts';

type Align = BlockOf<'table'>['align'][number];
const tooMuchForACell = 'ul ol pre blockquote table h1 h2 h3 h4 h5 h6 dl details figure hr aside'.split(' ');

/** @returns 'empty' without a single cell, 'complex' when no `table` block can say it, 'huge' beyond the limits */
export function readTable(
  node: HtmlElement,
  readCell: (cell: HtmlElement) => Inline[],
): BlockOf<'table'> | 'empty' | 'complex' | 'huge' {
  const rows = rowsOf(node).filter((row) => row.cells.length > 0);
  const columns = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  if (columns === 0) return 'empty';
  if (columns > limits.columns || rows.length * columns > limits.cells) return 'huge';
  const isHead = (row: Row) => row.inHead || row.cells.every((cell) => cell.tagName === 'th');
  const [first, ...others] = rows;
  const head = first && isHead(first) ? first : undefined;
  const body = head ? others : rows;
  const odd = body.some((row) => row.inHead || row.cells.some((cell) => cell.tagName === 'th'));
  if (odd || !descendants(node, 'caption').next().done || rows.some((row) => row.cells.some(isComplex)))
    return 'complex';
  const filled = (row: Row): Inline[][] =>
    Array.from({ length: columns }, (_, at) => (row.cells[at] ? readCell(row.cells[at]) : []));
  const words = head ? filled(head) : [];
  return {
    id: '',
    type: 'table',
    align: Array.from({ length: columns }, (_, at) => alignOf((head ?? first)!.cells[at])),
    head: words.every((cell) => cell.length === 0) ? [] : words,
    rows: body.map(filled),
  };
}

interface Row {
  readonly cells: readonly HtmlElement[];
  readonly inHead: boolean;
}

function rowsOf(node: HtmlElement, inHead = false): Row[] {
  return node.childNodes.filter(isElement).flatMap((child): Row[] => {
    if (child.tagName === 'tr')
      return [
        {
          cells: child.childNodes.filter(isElement).filter((cell) => cell.tagName === 'td' || cell.tagName === 'th'),
          inHead,
        },
      ];
    return ['thead', 'tbody', 'tfoot'].includes(child.tagName) ? rowsOf(child, child.tagName === 'thead') : [];
  });
}

function isComplex(cell: HtmlElement): boolean {
  if (['colspan', 'rowspan'].some((name) => Number(attribute(cell, name) ?? 1) !== 1)) return true;
  if (tooMuchForACell.some((name) => !descendants(cell, name).next().done)) return true;
  return [...descendants(cell, 'p'), ...descendants(cell, 'div')].length > 1;
}

function alignOf(cell: HtmlElement | undefined): Align {
  const value = cell && (attribute(cell, 'align') ?? /text-align:\s*(\w+)/.exec(attribute(cell, 'style') ?? '')?.[1]);
  return value === 'left' || value === 'center' || value === 'right' ? value : null;
}
