import { Button, Problem, type ScreenProps, useAction } from '@lectern/ui';
import { Door } from '../door.tsx';
import { t } from '../messages.ts';
import { SecondStep, useEntering } from './entering.tsx';
import { Gone } from './gone.tsx';
import type { Linked } from './reset.tsx';

/** Programs that read mail open its links: only the button uses this one up. */
export function Page({ data: { school, whom }, lms, params }: ScreenProps<Linked, { readonly token: string }>) {
  const entering = useEntering('/home');
  const come = useAction(async () => entering.entered(await lms.auth.useMagicLink({ token: params.token })));
  if (!whom) return <Gone school={school} again="/sign-in" />;
  if (entering.ticket.value !== undefined)
    return (
      <Door school={school} title={t('second-step')} lead={t('second-step.lead')}>
        <SecondStep entering={entering} lms={lms} />
      </Door>
    );
  return (
    <Door
      school={school}
      title={t('set-up.title', { name: whom.name })}
      lead={t.parts('magic.lead', { email: <bdi>{whom.email}</bdi> })}
    >
      <div class="stack">
        {come.problem && <Problem problem={come.problem} />}
        <Button kind="primary" size="l" wide busy={come.busy} onClick={() => void come.run()}>
          {t('sign-in')}
        </Button>
      </div>
    </Door>
  );
}
