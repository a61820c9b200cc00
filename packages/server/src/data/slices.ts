import { setImmediate as turn } from 'node:timers/promises';

/** Decoding a hundred thousand rows at once would keep the event loop for a tenth of a second. */
const longestSliceMs = 2;

/** Replaces raw rows by decoded ones, in place, and gives the event loop a turn every other millisecond. */
export async function decodeInSlices<Row>(rows: unknown[][], decode: (row: unknown[]) => Row): Promise<Row[]> {
  const decoded = rows as unknown[];
  let began = performance.now();
  for (let i = 0; i < rows.length; i++) {
    decoded[i] = decode(rows[i] as unknown[]);
    // Asking for the time costs as much as decoding a small row.
    if (i % 64 === 63 && performance.now() - began > longestSliceMs) {
      await turn();
      began = performance.now();
    }
  }
  return decoded as Row[];
}
