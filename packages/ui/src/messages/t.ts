import { registerMessages } from './catalogue.ts';
import { english } from './english.ts';

/** The words of the design system and the shell. */
export const t = registerMessages('ui', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
