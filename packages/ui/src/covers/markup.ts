/** Text as it may stand in SVG, in an element or between double quotes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** One decimal is a tenth of a cover's unit: less than a pixel at any size, and a third of the bytes. */
export const short = (x: number): number => +x.toFixed(1);
