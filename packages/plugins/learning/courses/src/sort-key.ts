/**
 * A title as it is sorted: `É`, `e` and `E` fall together. Both databases compare code points, so what belongs together
 * must have the same ones.
 */
export const sortKeyOf = (title: string): string => title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
