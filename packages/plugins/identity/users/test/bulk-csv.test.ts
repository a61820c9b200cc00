import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenCsv, longestRow, rowsOf } from '../src/bulk/csv/read.ts';
import { createSniffer, type Delimiter, type Dialect, delimiterOf, type Encoding } from '../src/bulk/csv/sniff.ts';
import { csvLine, harmless, plain } from '../src/bulk/csv/write.ts';
import { createSeen } from '../src/bulk/seen.ts';

const encoders: Record<Encoding, (text: string) => Uint8Array> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => Uint8Array.from(text, (char) => cp1252.get(char) ?? char.charCodeAt(0)),
};
const cp1252 = new Map(
  Array.from({ length: 32 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(128 + i)), 128 + i]),
);

async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
function sniffed(bytes: Uint8Array): Dialect {
  const sniffer = createSniffer();
  for (let at = 0; at < bytes.length; at += 5) sniffer.see(bytes.subarray(at, at + 5));
  const encoding = sniffer.encoding();
  return { encoding, delimiter: delimiterOf(sniffer.head, encoding) };
}
async function read(bytes: Uint8Array, dialect = sniffed(bytes)) {
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of rowsOf(inPieces(bytes), dialect)) rows.push(row);
  return rows;
}
const cells = async (text: string) => (await read(Buffer.from(text))).map((row) => row.cells);

describe('a CSV file', () => {
  const people = [
    ['email', 'name', 'city'],
    ['jose@example.org', 'José Müller', 'Ávila'],
    ['soren@example.org', 'Søren “Sø” Ærø', 'Tønsberg'],
  ];
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const)
    for (const delimiter of [',', ';', '\t', '|'] as const)
      for (const [name, end] of Object.entries({ LF: '\n', CRLF: '\r\n', CR: '\r' }))
        for (const mark of encoding === 'windows-1252' ? [''] : ['', '\uFEFF'])
          test(`in ${encoding}${mark && ' with a mark'}, ${JSON.stringify(delimiter)} and ${name} is known and read`, async () => {
            const text = mark + people.map((row) => row.join(delimiter)).join(end) + end;
            const bytes = encoders[encoding](text);
            expect(sniffed(bytes)).toEqual({ encoding, delimiter });
            expect((await read(bytes)).map((row) => row.cells)).toEqual(people);
          });

  // Red with `harmless` left out of csvLine: what `plain` takes away had not been put there.
  test('comes back as it was written, whatever is in its cells', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => text.replaceAll(/[\r\0]/g, ''))
      .filter((text) => text.isWellFormed());
    const tricky = fc.constantFrom(
      '',
      '"',
      '""',
      'a"b',
      ',',
      ';',
      '\n',
      'a\nb',
      '=1+1',
      "'=1",
      '-',
      '+47',
      '@x',
      "'",
      ' a ',
      '\uFEFF',
    );
    const row = fc.array(fc.oneof(cell, tricky), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Delimiter>(',', ';', '\t', '|'),
        async (rows, delimiter) => {
          const written = [['email', 'name'], ...rows];
          const bytes = Buffer.from(written.map((one) => csvLine(one, delimiter)).join(''));
          const back = await read(bytes, { encoding: 'utf-8', delimiter });
          expect(back.map((one) => one.cells.map(plain))).toEqual(written);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('has lines as an editor counts them, over rows of several lines and empty ones', async () => {
    const rows = await read(Buffer.from('email,name\r\na@x.org,"Ana\nIbarra"\r\n\r\nb@x.org,Ben\r\n'));
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });
  test('may be ragged, have no last line end, and say its separator as Excel does', async () => {
    expect(await cells('sep=;\r\na;b\r\n1\r\n1;2;3')).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
  });
  test('keeps quotation marks that stand within a name', async () => {
    expect(await cells('email,name\na@x.org,Anna "Annie" Smith\n')).toEqual([
      ['email', 'name'],
      ['a@x.org', 'Anna "Annie" Smith'],
    ]);
  });
  test('one late letter makes it Windows-1252 and not UTF-8 with holes', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`email,name\n${'a@x.org,Ana\n'.repeat(10_000)}`),
      encoders['windows-1252']('b@x.org,José\n'),
    ]);
    expect(sniffed(bytes).encoding).toBe('windows-1252');
    expect((await read(bytes)).at(-1)!.cells).toEqual(['b@x.org', 'José']);
  });
  test('that is empty has no rows', async () => {
    expect(await cells('')).toEqual([]);
    expect(await cells('\n\n')).toEqual([]);
  });
  test('whose quotation mark is never closed is read up to its line', async () => {
    const rows: number[] = [];
    const broken = (async () => {
      const bytes = Buffer.from(`email,name\na@x.org,Ana\nb@x.org,"Ben\n${'c@x.org,Cem\n'.repeat(50)}`);
      for await (const { line } of rowsOf(inPieces(bytes), { encoding: 'utf-8', delimiter: ',' })) rows.push(line);
    })();
    await expect(broken).rejects.toMatchObject({ name: 'BrokenCsv', line: 3 });
    expect(rows).toEqual([1, 2]);
  });

  // Without max_record_size all of it was read, in ten seconds, and taken for a row.
  test('with a line of 100 MB is refused at that line, in little memory', async () => {
    const piece = Buffer.alloc(1_000_000, 'x');
    let sent = 0;
    async function* bytes() {
      yield Buffer.from('email,name\na@x.org,Ana\nb@x.org,');
      for (; sent < 100; sent++) yield piece;
    }
    const before = process.memoryUsage.rss();
    const refused = await (async () => {
      for await (const _ of rowsOf(bytes(), { encoding: 'utf-8', delimiter: ',' }));
    })().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BrokenCsv);
    expect(refused).toMatchObject({ line: 3 });
    expect((refused as BrokenCsv).message).toContain(longestRow.toLocaleString('en'));
    expect(sent).toBeLessThan(5);
    expect(process.memoryUsage.rss() - before).toBeLessThan(40_000_000);
  });
  test('that fails while it is read says so, and nothing hangs', async () => {
    async function* bytes() {
      yield Buffer.from('email,name\na@x.org,Ana\n');
      throw new Error('the disk is gone');
    }
    const reading = (async () => {
      for await (const _ of rowsOf(bytes(), { encoding: 'utf-8', delimiter: ',' }));
    })();
    await expect(reading).rejects.toThrow('the disk is gone');
  });
});

describe('a cell that a spreadsheet would run', () => {
  for (const cell of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])
    test(`${JSON.stringify(cell)} is text to it, and itself to us`, () => {
      expect(harmless(cell)).toBe(`'${cell}`);
      expect(plain(harmless(cell))).toBe(cell);
    });
  test('is the only one that is touched', () => {
    for (const cell of ['Ana', "O'Hara", "'s-Hertogenbosch", '', '1-1', "'"]) {
      expect(harmless(cell)).toBe(cell);
      expect(plain(cell)).toBe(cell);
    }
  });
});

describe('keys that were seen', () => {
  test('are known again among a hundred thousand, and no others', () => {
    const seen = createSeen();
    for (let i = 0; i < 100_000; i++) expect(seen.add(`person${i}@example.org`)).toBe(false);
    for (let i = 0; i < 100_000; i++) if (!seen.add(`person${i}@example.org`)) throw new Error(`${i} was forgotten`);
  });
});
