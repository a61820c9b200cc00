import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

export const t = registerMessages('courses', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});

/** Reading time as people say it. */
export const duration = (minutes: number): string =>
  minutes < 60
    ? t('minutes', { count: minutes })
    : t('hours-minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });

/** Facts one after another, with the comma of the language. */
export const facts = (...all: readonly string[]): string => all.join(t('comma'));
