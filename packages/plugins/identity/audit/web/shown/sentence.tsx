import type { ComponentChildren } from 'preact';
import { deedOf } from '../deeds/deeds.ts';
import { t } from '../words/words.ts';
import type { Entry } from './entry.ts';
import type { Told } from './told.ts';

/** Who did, or tried, what. */
export function Sentence({ entry, said }: { readonly entry: Entry; readonly said: Told['said'] }) {
  const { operation, outcome } = entry;
  const who = <Who entry={entry} />;
  const deed = deedOf(operation);
  const isDone = outcome === 'done';
  if (deed)
    return (
      <>{isDone ? t.parts('said.did', { who, deed: deed.did }) : t.parts('said.tried', { who, deed: deed.todo })}</>
    );
  const what = said[operation] ?? operation;
  const summary = <bdi lang="en">{what}</bdi>;
  return <>{t.parts(isDone ? 'said.did-so' : 'said.tried-so', { who, summary })}</>;
}

/** The one who acted stands first, whoever it was done as. */
export function Who({ entry }: { readonly entry: Entry }) {
  const { impersonator } = entry;
  const actor = <Name>{nameOf(entry)}</Name>;
  if (impersonator === null) return actor;
  return <>{t.parts('who.as', { who: <Name>{impersonator.name ?? t('who.gone')}</Name>, whom: actor })}</>;
}
const Name = ({ children }: { readonly children: ComponentChildren }) => (
  <b>
    <bdi>{children}</bdi>
  </b>
);

export function nameOf(entry: Entry): string {
  const { actor, via } = entry;
  if (isTheirSignIn(entry)) return entry.target!.name!;
  switch (actor.kind) {
    case 'person':
      return actor.name ?? t('who.gone');
    case 'service':
      return t('who.program');
    case 'anonymous':
      return t('who.anonymous');
    default:
      return t(via === 'command-line' ? 'who.host' : 'who.school');
  }
}

/** Whoever signs in is not signed in yet; once it is done, they are who they said. */
export const isTheirSignIn = ({ actor, kind, outcome, target }: Entry): boolean =>
  actor.kind === 'anonymous' && kind === 'sign-in' && outcome === 'done' && typeof target?.name === 'string';
