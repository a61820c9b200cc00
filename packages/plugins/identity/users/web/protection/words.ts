// Merging, data and erasure: apart, so that nobody loads it who does not look there.
import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('users.protection', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});

const known = new Set(Object.keys(english).flatMap((key) => (key.startsWith('of.') ? [key.slice(3)] : [])));
/** What rows are to people, by the name the archive has for them; what a foreign plugin keeps is called as it calls it. */
export const kindOf = (name: string): string => (known.has(name) ? t(`of.${name}` as 'of.account') : name);
