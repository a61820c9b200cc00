import type { AuthLinkOutput, OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, type ScreenProps, useAction } from '@lectern/ui';
import { Door } from './door.tsx';
import { t } from './messages.ts';
import { NewPassword, WhoYouAre } from './new-account.tsx';
import { SecondStep, useEntering } from './ways-in/entering.tsx';

interface Data {
  readonly school: OrganizationsCurrentOutput;
  /** Absent when the link is not valid any more. */
  readonly invited: AuthLinkOutput | undefined;
}

export function Page({ data: { school, invited }, lms, params }: ScreenProps<Data, { readonly token: string }>) {
  // The first owner's account waits at an address that nobody has (RFC 2606) until they say who they are.
  const named = invited !== undefined && !invited.email.endsWith('.invalid');
  const entering = useEntering(invited?.owner ? '/teach' : '/');
  const set = useAction(async (form: FormData) => {
    const about = named ? {} : { name: String(form.get('name')), email: String(form.get('email')) };
    entering.entered(await lms.auth.useLink({ token: params.token, password: String(form.get('password')), ...about }));
  });
  if (!invited) {
    return (
      <Door school={school} title={t('set-up.gone')}>
        <p>{t('set-up.gone-why')}</p>
      </Door>
    );
  }
  if (entering.ticket.value !== undefined)
    return (
      <Door school={school} title={t('second-step')} lead={t('second-step.lead')}>
        <SecondStep entering={entering} lms={lms} />
      </Door>
    );
  return (
    <Door
      school={school}
      title={invited.owner && !named ? t('set-up.owner-title') : t('set-up.title', { name: invited.name })}
      lead={invited.owner ? t('set-up.owner-lead') : t('set-up.lead')}
    >
      <Form onSubmit={set.run} problem={set.problem}>
        {!named && <WhoYouAre />}
        <NewPassword />
        <Button kind="primary" size="l" wide submit busy={set.busy}>
          {t('set-up.do')}
        </Button>
      </Form>
    </Door>
  );
}
