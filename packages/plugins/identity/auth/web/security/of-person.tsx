import type { AuthSessionsOfOutput } from '@lectern/sdk';
import { Button, Confirm, Problem, type ScreenClient, Section, toast, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';
import './security.css';
import { SessionLine } from './sessions.tsx';

interface OfPersonProps {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly lms: ScreenClient;
}

/** Under the profile of a person, for who may: where they are signed in, and what to do when a laptop or a phone is lost. */
export function Filling({ person: { id: userId, name, email }, lms }: OfPersonProps) {
  const { viewer } = useScreen();
  const open = useSignal<AuthSessionsOfOutput['items'] | undefined>(undefined);
  const asking = useSignal<'sessions' | 'factor' | undefined>(undefined);
  const sees = viewer?.may('session.end') === true;
  const load = async () => {
    open.value = (await lms.auth.sessionsOf({ userId })).items;
  };
  useEffect(() => void (sees && load().catch(() => undefined)), [userId, sees]);
  const end = useAction(async () => {
    asking.value = undefined;
    await lms.auth.endSessionsOf({ userId });
    await load();
  });
  const reset = useAction(async () => {
    asking.value = undefined;
    await lms.auth.resetSecondFactor({ email });
    toast(t('person.reset-done', { name }));
    await load();
  });
  if (!sees || !open.value) return null;
  const problem = end.problem ?? reset.problem;
  return (
    <Section title={t('person.sessions')}>
      <div class="stack">
        {problem && <Problem problem={problem} />}
        {open.value.length === 0 ? (
          <p class="soft">{t('person.nowhere')}</p>
        ) : (
          <ul class="rows plain" aria-label={t('person.sessions')}>
            {open.value.map((one) => (
              <SessionLine key={one.id} of={one} />
            ))}
          </ul>
        )}
        <div class="row">
          {open.value.length > 0 && (
            <Button busy={end.busy} onClick={() => (asking.value = 'sessions')}>
              {t('person.end')}
            </Button>
          )}
          {viewer?.may('second-factor.reset') && (
            <Button busy={reset.busy} onClick={() => (asking.value = 'factor')}>
              {t('person.reset')}
            </Button>
          )}
        </div>
      </div>
      <Confirm
        open={asking.value === 'sessions'}
        onClose={() => (asking.value = undefined)}
        title={t('person.end-sure', { name })}
        deed={t('person.end')}
        onConfirm={() => end.run()}
      />
      <Confirm
        open={asking.value === 'factor'}
        onClose={() => (asking.value = undefined)}
        title={t('person.reset-sure', { name })}
        deed={t('person.reset')}
        onConfirm={() => reset.run()}
      >
        <p>{t('person.reset-means')}</p>
      </Confirm>
    </Section>
  );
}
