// What an operation does, in the words of whoever reads the log.
import { registerMessages } from '@lectern/ui';
import { english } from './english.ts';

const t = registerMessages('audit.deeds', {
  en: english,
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
});

type Known = keyof typeof english;
/** Operations that there are words for. */
export const knownOperations = Object.keys(english) as Known[];
const isKnown = (operation: string): operation is Known => operation in english;

export interface Deed {
  /** "published a course". */
  readonly did: string;
  /** "publish a course". */
  readonly todo: string;
}

/** Languages that say both in one way have no bar. Undefined for an operation of a plugin that is not one of ours. */
export function deedOf(operation: string): Deed | undefined {
  if (!isKnown(operation)) return undefined;
  const [verb, did] = t(operation).split('|') as [string, string | undefined];
  if (did === undefined) return { did: verb, todo: verb };
  return { did, todo: [verb, ...did.split(' ').slice(1)].join(' ') };
}
