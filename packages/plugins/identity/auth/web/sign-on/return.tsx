import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, ButtonLink, Problem, type ScreenProps, to, useAction } from '@lectern/ui';
import { useEffect, useMemo } from 'preact/hooks';
import { Door } from '../door.tsx';
import { t as door } from '../messages.ts';
import { SecondStep, useEntering } from '../ways-in/entering.tsx';
import { takeUp } from './leave.ts';
import { t } from './messages.ts';

/** What the provider answered: in the query, or behind `#` when it came with a form. */
const answerIn = ({ search, hash }: Location) => (hash.length > 1 ? hash : search).slice(1);

/** Where a provider sends the browser back to. What it says is taken out of the address at once. */
export function Page({ data: school, lms }: ScreenProps<OrganizationsCurrentOutput>) {
  const left = useMemo(() => {
    if (typeof location === 'undefined') return undefined; // rendered on the server, which has not been away
    return takeUp(new URLSearchParams(answerIn(location)).get('state') ?? '');
  }, []);
  const entering = useEntering(left?.next ?? '/home');
  const finish = useAction(async (answer: string) => {
    if (left) entering.entered(await lms.auth.finishSignOn({ answer, ticket: left.ticket }));
  });
  useEffect(() => {
    const answer = answerIn(location);
    history.replaceState(history.state, '', location.pathname);
    void finish.run(answer);
  }, []);
  if (entering.ticket.value !== undefined)
    return (
      <Door school={school} title={door('second-step')} lead={door('second-step.lead')}>
        <SecondStep entering={entering} lms={lms} />
      </Door>
    );
  const lost = finish.ok && !left;
  const failed = finish.problem !== undefined || lost;
  return (
    <Door school={school} title={failed ? t('return.failed') : t('return')}>
      {failed ? (
        <div class="stack">
          {finish.problem ? <Problem problem={finish.problem} /> : <p>{t('return.lost')}</p>}
          <ButtonLink kind="secondary" href={to('/sign-in')}>
            {t('return.again')}
          </ButtonLink>
        </div>
      ) : (
        <Button kind="quiet" busy>
          {t('return.wait')}
        </Button>
      )}
    </Door>
  );
}
