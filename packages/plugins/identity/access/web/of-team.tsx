import { Problem, type ScreenClient, Section, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { rightsOfTeam } from './review/pages.ts';
import { KeptRights } from './shown/kept.tsx';
import type { Right } from './shown/right.ts';
import { type Known, known as knownHere } from './words/known.ts';
import { t } from './words/words.ts';

interface OfTeamProps {
  readonly team: { readonly id: string; readonly name: string };
  readonly lms: ScreenClient;
}

/** On the page of a team: what all of its people have through it. */
export function Filling({ team, lms }: OfTeamProps) {
  const { viewer } = useScreen();
  const theirs = useSignal<{ readonly items: readonly Right[]; readonly known: Known } | undefined>(undefined);
  const sees = viewer?.may('access.read') === true;
  const read = useAction(async () => {
    const [items, known] = await Promise.all([
      rightsOfTeam(lms, team.id),
      theirs.peek()?.known ?? knownHere({ lms, signal: new AbortController().signal }),
    ]);
    theirs.value = { items, known };
  });
  useEffect(() => {
    if (sees) void read.run();
  }, [sees, team.id, read]);
  if (!sees) return null;
  return (
    <Section title={t('rights')}>
      {read.problem && <Problem problem={read.problem} />}
      <p class="small soft">{t('rights.team-lead')}</p>
      {theirs.value && (
        <KeptRights
          label={t('rights')}
          items={theirs.value.items}
          known={theirs.value.known}
          with={['where']}
          giving={{ to: { kind: 'team', id: team.id, label: team.name } }}
          mayGive={viewer?.may('access.assign') === true}
          none={<p class="soft">{t('rights.none-team')}</p>}
          onChanged={() => read.run()}
        />
      )}
    </Section>
  );
}
