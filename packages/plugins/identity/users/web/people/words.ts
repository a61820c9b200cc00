// What is said where people are looked after: apart, so that whoever only learns does not load it.
import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('users.people', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
