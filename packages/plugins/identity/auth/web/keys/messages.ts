import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

/** Of keys, service accounts, devices and acting as somebody: all that acts in somebody's name. */
export const t = registerMessages('auth-programs', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
