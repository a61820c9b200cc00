// What can be allowed, in a sentence: the contracts say it in English, here it is said in other languages.
import type { AccessPermissionsOutput } from '@lectern/sdk';
import { language } from '@lectern/ui';
import { arabic } from './permissions-arabic.ts';

export type Permission = AccessPermissionsOutput['items'][number];

const others: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar: arabic };
const inReadersLanguage = (name: string) => others[language().split('-')[0]!]?.[name];

export const sentence = ({ name, summary }: Pick<Permission, 'name' | 'summary'>): string =>
  inReadersLanguage(name) ?? summary;
/** Of the sentence, where it is not in the reader's language. */
export const languageOf = (name: string): 'en' | undefined =>
  inReadersLanguage(name) === undefined ? 'en' : undefined;
