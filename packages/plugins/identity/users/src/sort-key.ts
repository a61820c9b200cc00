/**
 * How a name is sorted and found: `Élodie` and `elodie` are the same. Compared by code point on both databases. Only the
 * accents that European letters carry are dropped; in other scripts such marks are letters.
 */
export const sortKeyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
