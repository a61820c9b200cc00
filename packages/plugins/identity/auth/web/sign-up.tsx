import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, type ScreenProps, to, useAction } from '@lectern/ui';
import { Door, enter, wanted } from './door.tsx';
import { t } from './messages.ts';
import { NewPassword, WhoYouAre } from './new-account.tsx';

export function Page({ data: school, lms, query }: ScreenProps<OrganizationsCurrentOutput>) {
  const signUp = useAction(async (form: FormData) => {
    await lms.auth.signUp({
      name: String(form.get('name')),
      email: String(form.get('email')),
      password: String(form.get('password')),
    });
    enter(wanted(query, '/'));
  });
  const next = query.get('next');
  const other = <a href={to('/sign-in', undefined, next ? { next } : {})}>{t('sign-in')}</a>;
  return (
    <Door school={school} title={t('sign-up.title')} lead={t.parts('sign-up.have', { link: other })}>
      {school.signUp === 'closed' ? (
        <p>{t('sign-up.closed')}</p>
      ) : (
        <Form onSubmit={signUp.run} problem={signUp.problem}>
          <WhoYouAre />
          <NewPassword />
          <Button kind="primary" size="l" wide submit busy={signUp.busy}>
            {t('sign-up')}
          </Button>
        </Form>
      )}
    </Door>
  );
}
