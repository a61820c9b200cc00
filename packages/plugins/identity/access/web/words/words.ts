// What is said where roles are looked after: apart, so that whoever only learns does not load it.
import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('access.words', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
