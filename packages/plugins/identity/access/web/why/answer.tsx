import type { AccessExplainOutput } from '@lectern/sdk';
import { Button, to, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { GiveDialog, type Giving } from '../give/dialog.tsx';
import { placeText } from '../shown/parts.tsx';
import type { Known } from '../words/known.ts';
import { languageOf, sentence } from '../words/permissions.ts';
import { roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { Reasons } from './chain.tsx';

type Explanation = AccessExplainOutput;

const headlines = {
  given: 'why.yes',
  denied: 'why.no',
  later: 'why.not-yet',
  over: 'why.no-more',
  nothing: 'why.no',
  not_here: 'why.not-here',
  unknown_permission: 'why.no',
} as const;

interface AnswerProps {
  readonly of: Explanation;
  readonly known: Known;
  readonly onChanged: () => unknown;
}

/** Yes or no in a sentence, what decides it, what else speaks of it, and what would allow it. */
export function Answer({ of, known, onChanged }: AnswerProps) {
  const { viewer } = useScreen();
  const giving = useSignal<Giving | undefined>(undefined);
  const { because, name, decides, others, would } = of;
  // What waits or is over decides nothing: it is the reason all the same.
  const waiting = because === 'later' || because === 'over' ? others : [];
  const rest = waiting.length > 0 ? [] : others;
  const mayGive =
    viewer?.may('access.assign') === true && !of.allowed && because !== 'denied' && because !== 'not_here';
  const where = of.on === null ? t('why.in-school') : placeText(of.place);
  return (
    <section class="why-answer stack" aria-label={t('why.answer')}>
      <div role="status">
        <h2>{t.parts(headlines[because], { name: <bdi>{name}</bdi> })}</h2>
        <p class="soft">
          {t.parts('why.asked', {
            what: (
              <bdi lang={languageOf(of.permission)}>
                {sentence({ name: of.permission, summary: of.permissionSummary ?? of.permission })}
              </bdi>
            ),
            where: <bdi>{where}</bdi>,
          })}
        </p>
      </div>
      <div class="stack">
        <p>{t(`why.because-${because}`)}</p>
        {decides && <Reasons of={[decides]} known={known} />}
        {waiting.length > 0 && <Reasons of={waiting} known={known} />}
      </div>
      {rest.length > 0 && (
        <div class="stack">
          <h3>{t('why.others')}</h3>
          <Reasons of={rest} known={known} beside={because === 'denied' ? 'denied' : 'given'} />
        </div>
      )}
      {!of.allowed && would.length > 0 && because !== 'denied' && (
        <div class="stack">
          <h3>{t('why.would')}</h3>
          <ul class="row plain">
            {would.map((role) => (
              <li key={role.id}>
                <a href={to('/people/roles/:roleId', { roleId: role.id })}>
                  <bdi>{roleName(role.id, would)}</bdi>
                </a>
              </li>
            ))}
          </ul>
          {mayGive && (
            <p>
              <Button
                icon="plus"
                onClick={() => (giving.value = { to: { kind: 'person', id: of.userId, label: name } })}
              >
                {t('why.would-give')}
              </Button>
            </p>
          )}
        </div>
      )}
      <GiveDialog giving={giving.value} known={known} onClose={() => (giving.value = undefined)} onGiven={onChanged} />
    </section>
  );
}
