// The rows of a CSV file as a stream (RFC 4180, and what programs make of it): in memory is one row and a chunk of bytes.
import { finished } from 'node:stream/promises';
import { CsvError, Parser } from 'csv-parse';
import { type Because, stoppedBecause } from '../../contract/import-reasons.ts';
import { decoderOf } from './decode.ts';
import type { Dialect } from './sniff.ts';

export interface CsvRow {
  /** Where it begins, counted from 1 as an editor does. */
  readonly line: number;
  readonly cells: readonly string[];
}
/** The file cannot be read on from this line. */
export class BrokenCsv extends Error {
  readonly line: number;
  readonly why: Because;
  constructor(line: number, why: Because) {
    super(why.reason);
    this.why = why;
    this.name = 'BrokenCsv';
    this.line = line;
  }
}

/** Characters of one row. A quote that is never closed makes the rest of the file one row: it ends here. */
export const longestRow = 200_000;
/** Bytes that are parsed before the event loop has a turn: about a millisecond. */
const slice = 16_384;

/** All rows, the header too; empty lines are left out. @throws BrokenCsv after the rows before the line that broke it */
export async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: Dialect,
): AsyncGenerator<CsvRow, void, undefined> {
  let ready: CsvRow[] = [];
  let last = 0;
  const parser = new Parser({
    delimiter,
    max_record_size: longestRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // Rows are taken here and not from the stream, which forgets those it holds when a later line breaks it.
    on_record(cells, { lines }) {
      const line = lines - cells.reduce((breaks, cell) => breaks + breaksIn(cell), 0);
      last = lines;
      if (line > 1 || !isSeparatorLine(cells)) ready.push({ line, cells });
      return undefined;
    },
  });
  parser.on('error', () => {}); // it is looked for below, where the rows before it are out
  const decoder = decoderOf(encoding);
  const taken = () => {
    const rows = ready;
    ready = [];
    return rows;
  };
  const throwBroken = () => {
    const { errored } = parser;
    if (errored instanceof CsvError)
      throw new BrokenCsv(last + 1, reasons[errored.code] ?? stoppedBecause('unreadable_line'));
    if (errored) throw errored;
  };
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += slice) {
        const text = decoder.decode(chunk.subarray(at, at + slice), { stream: true });
        if (text !== '') parser.write(text);
        yield* taken();
        throwBroken();
      }
    }
    parser.end(decoder.decode());
    await finished(parser, { readable: false }).catch(() => {});
    yield* taken();
    throwBroken();
  } finally {
    parser.destroy();
  }
}

const breaksIn = (cell: string): number => (cell.includes('\n') ? cell.split('\n').length - 1 : 0);
/** What Excel writes for itself: `sep=;`. */
const isSeparatorLine = (cells: readonly string[]) => cells.length <= 2 && /^sep=/i.test(cells[0] ?? '');

const reasons: Partial<Record<string, Because>> = {
  CSV_MAX_RECORD_SIZE: stoppedBecause('row_long', { characters: longestRow }),
  CSV_QUOTE_NOT_CLOSED: stoppedBecause('quote_open'),
};
