import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('access', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
