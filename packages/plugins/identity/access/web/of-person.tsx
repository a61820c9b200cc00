import type { UsersGetOutput } from '@lectern/sdk';
import { Problem, type ScreenClient, Section, to, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { KeptRights } from './shown/kept.tsx';
import type { Reason } from './shown/right.ts';
import { type Known, known as knownHere } from './words/known.ts';
import { roleName } from './words/roles.ts';
import { t } from './words/words.ts';

interface OfPersonProps {
  readonly person: UsersGetOutput;
  readonly lms: ScreenClient;
  readonly changed: () => void;
}
interface Theirs {
  readonly items: readonly Reason[];
  readonly known: Known;
}

/** On the page of a person: what they were given and denied, here, through their teams and from schools above. */
export function Filling({ person, lms, changed }: OfPersonProps) {
  const { viewer } = useScreen();
  const theirs = useSignal<Theirs | undefined>(undefined);
  const sees = viewer?.may('access.read') === true;
  const read = useAction(async () => {
    const [{ items }, known] = await Promise.all([
      lms.access.personAssignments({ userId: person.id }),
      theirs.peek()?.known ?? knownHere({ lms, signal: new AbortController().signal }),
    ]);
    theirs.value = { items, known };
  });
  useEffect(() => {
    if (sees) void read.run();
  }, [sees, person.id, read]);
  const again = async () => {
    await read.run();
    changed();
  };
  const why = sees && (
    <a href={to('/people/access/why', undefined, { person: person.id })}>{t('why.ask-of', { name: person.name })}</a>
  );
  return (
    <Section title={t('rights')} aside={why}>
      {read.problem && <Problem problem={read.problem} />}
      {!sees && (
        <p>{person.roles.map((role) => roleName(role)).join(', ') || t('rights.none', { name: person.name })}</p>
      )}
      {theirs.value && (
        <KeptRights
          label={t('rights')}
          items={theirs.value.items}
          known={theirs.value.known}
          with={['where', 'source']}
          giving={{ to: { kind: 'person', id: person.id, label: person.name } }}
          mayGive={viewer?.may('access.assign') === true && person.state === 'active'}
          isOwn={({ teamId }) => teamId === null}
          hasBelow={viewer?.may('organization.create') === true}
          none={<p class="soft">{t('rights.none', { name: person.name })}</p>}
          onChanged={again}
        />
      )}
    </Section>
  );
}
