import { registerMessages } from '@lectern/ui';
import { english } from './role-english.ts';

export const t = registerMessages('access.roles', {
  en: english,
  ar: () => import('./role-arabic.ts').then(({ arabic }) => arabic),
});
export type BuiltIn = keyof typeof english;

/** From who may most to who may least. */
export const builtInRoles = Object.keys(english) as BuiltIn[];
