// What is said where the log is read: apart, so that whoever only learns does not load it.
import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('audit.words', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
