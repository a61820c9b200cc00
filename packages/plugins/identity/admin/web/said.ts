import { language } from '@lectern/ui';

/** In the language of the screen, as far as whoever wrote it speaks it. */
export const said = (words: Readonly<Record<string, string>>): string =>
  words[language()] ?? words[language().split('-')[0] ?? 'en'] ?? words.en ?? '';
