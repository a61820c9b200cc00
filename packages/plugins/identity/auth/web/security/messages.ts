import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

/** Of /account/security, whose words nobody else needs. */
export const t = registerMessages('auth-security', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});
