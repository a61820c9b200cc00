import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('progress', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
