import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, type ScreenProps, TextField, to, useAction } from '@lectern/ui';
import { Door, enter, wanted } from './door.tsx';
import { t } from './messages.ts';

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
          <TextField label={t('name')} name="name" autocomplete="name" maxLength={200} hint={t('name.hint')} />
          <TextField label={t('email')} name="email" type="email" autocomplete="username" maxLength={254} />
          <TextField
            label={t('password')}
            name="password"
            type="password"
            autocomplete="new-password"
            minLength={10}
            maxLength={200}
            hint={t('password.hint')}
          />
          <Button kind="primary" size="l" wide submit busy={signUp.busy}>
            {t('sign-up')}
          </Button>
        </Form>
      )}
    </Door>
  );
}
