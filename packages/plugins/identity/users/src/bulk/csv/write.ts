// Cells for spreadsheets. One that begins with `=`, `+`, `-`, `@`, tab or return is a formula to them, and may send the
// sheet to somebody (OWASP, CSV Injection): a quotation mark before it makes it text, and is taken away when it is read.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const harmless = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);
/** What `harmless` was given. */
export const plain = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A line of a file that is read as it is written; ends with CRLF as RFC 4180 says. */
export const csvLine = (cells: readonly string[], delimiter = ','): string =>
  `${cells.map((cell) => quoted(harmless(cell), delimiter)).join(delimiter)}\r\n`;

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell;
