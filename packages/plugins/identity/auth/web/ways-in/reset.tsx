import type { AuthResetLinkOutput, OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, type ScreenProps, useAction } from '@lectern/ui';
import { Door } from '../door.tsx';
import { t } from '../messages.ts';
import { NewPassword } from '../new-account.tsx';
import { SecondStep, useEntering } from './entering.tsx';
import { Gone } from './gone.tsx';

export interface Linked<Whom = AuthResetLinkOutput> {
  readonly school: OrganizationsCurrentOutput;
  /** Absent when the link is not valid any more. */
  readonly whom: Whom | undefined;
}

export function Page({ data: { school, whom }, lms, params }: ScreenProps<Linked, { readonly token: string }>) {
  const entering = useEntering('/home');
  const set = useAction(async (form: FormData) => {
    entering.entered(await lms.auth.reset({ token: params.token, password: String(form.get('password')) }));
  });
  if (!whom) return <Gone school={school} again="/forgot" />;
  if (entering.ticket.value !== undefined)
    return (
      <Door school={school} title={t('second-step')} lead={t('second-step.lead')}>
        <SecondStep entering={entering} lms={lms} />
      </Door>
    );
  return (
    <Door school={school} title={t('reset')} lead={t.parts('reset.lead', { email: <bdi>{whom.email}</bdi> })}>
      <Form onSubmit={set.run} problem={set.problem}>
        <input type="hidden" name="username" autocomplete="username" value={whom.email} />
        <NewPassword />
        <Button kind="primary" size="l" wide submit busy={set.busy}>
          {t('reset.do')}
        </Button>
      </Form>
    </Door>
  );
}
