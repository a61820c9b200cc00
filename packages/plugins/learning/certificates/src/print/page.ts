// A certificate as a sheet of A4, drawn on a thread of its own. The same certificate gives the same bytes: nothing in it
// tells of when or where it was printed.
import { createHash } from 'node:crypto';
import pdfkit from 'pdfkit';
import { encode } from 'uqr';
import type { Certificate } from '../contract.ts';
import { paper } from './paper.ts';
import { type Face, typeset } from './typeset.ts';
import { wordsIn } from './words.ts';

export interface Printed extends Certificate {
  /** Of the page that tells whether it is genuine. */
  readonly address: string;
}
const [width, height] = [841.89, 595.28];
const ink = '#1b2523';
const soft = '#5a6663';
/** Where the text begins, and how wide it may be. A sheet that is read from the right is its mirror. */
const [left, measure] = [width * 0.21, width * 0.66];
const edge = width * 0.13;

export async function print(one: Printed): Promise<Uint8Array<ArrayBuffer>> {
  const words = wordsIn(one.language);
  const document = new pdfkit({
    size: [width, height],
    margin: 0,
    lang: one.language,
    displayTitle: true,
    info: {
      Title: `${one.person}: ${one.course}`,
      Author: one.school,
      Subject: one.number,
      CreationDate: new Date(one.issuedAt),
      ModDate: new Date(one.issuedAt),
    },
  });
  const chunks: Uint8Array[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });

  const mirrored = (x: number, wide: number) => (words.direction === 'rtl' ? width - x - wide : x);
  paper(document, {
    x: mirrored(0, edge),
    width: edge,
    height,
    key: createHash('sha256').update(one.course).digest(),
    hue: one.brandHue,
  });
  const set = typeset(document, words.direction);
  const line = (text: string, y: number, size: number, face: Face = 'regular', colour = ink) =>
    set.block(text, { x: mirrored(left, measure), y, width: measure, size, face, colour });

  line(one.school, 58, 18, 'medium');
  let y = 190;
  y = line(words.pre, y, 19, 'italic');
  y = set.block(one.person, {
    x: mirrored(left, measure),
    y: y + 6,
    width: measure,
    size: set.fitting(one.person, 'medium', 54, measure),
    face: 'medium',
    colour: ink,
  });
  y = line(words.has, y + 14, 19);
  y = line(one.course, y + 2, 24, 'semibold');

  const foot = height - 118;
  const signed = (from: number, bold: string, small: string) => {
    const x = mirrored(from, 170);
    document
      .moveTo(x, foot)
      .lineTo(x + 170, foot)
      .lineWidth(0.5)
      .stroke('#8d9794');
    set.block(bold, { x, y: foot + 10, width: 170, size: 13, face: 'semibold', colour: ink });
    set.block(small, { x, y: foot + 28, width: 170, size: 10, face: 'regular', colour: soft });
  };
  const date = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(one.completedAt),
  );
  if (one.teacher) signed(left, one.teacher, words.teacher);
  signed(one.teacher ? left + 194 : left, date, one.number);

  code(document, one.address, mirrored(width - 58 - 84, 84), foot - 34, 84);
  document.end();
  return new Uint8Array(await whole);
}

/** A QR code (ISO/IEC 18004) that a phone reads from the wall: medium correction, drawn and not a picture. */
function code(document: PDFKit.PDFDocument, address: string, x: number, y: number, size: number): void {
  const { data } = encode(address, { ecc: 'M', border: 0 });
  const module = size / data.length;
  for (const [row, cells] of data.entries())
    for (const [column, dark] of cells.entries())
      if (dark) document.rect(x + column * module, y + row * module, module, module);
  document.fill('#16211f');
}
