/**
 * How a name or title is sorted and found: `Élodie` and `elodie` fall together. Both databases compare code points, so
 * what belongs together must have the same ones. Only the accents of European letters are dropped; in other scripts such
 * marks are letters.
 */
export const sortKeyOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
