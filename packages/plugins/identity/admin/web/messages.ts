import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('admin', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
