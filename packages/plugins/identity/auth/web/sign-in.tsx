import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, type ScreenProps, TextField, to, useAction } from '@lectern/ui';
import { Door, enter, wanted } from './door.tsx';
import { t } from './messages.ts';

export function Page({ data: school, lms, query }: ScreenProps<OrganizationsCurrentOutput>) {
  const signIn = useAction(async (form: FormData) => {
    await lms.auth.signIn({ email: String(form.get('email')), password: String(form.get('password')) });
    enter(wanted(query, '/home'));
  });
  const next = query.get('next');
  const other = <a href={to('/sign-up', undefined, next ? { next } : {})}>{t('sign-in.make')}</a>;
  return (
    <Door
      school={school}
      title={t('sign-in.title')}
      lead={school.signUp === 'open' ? t.parts('sign-in.new', { link: other }) : undefined}
    >
      <Form onSubmit={signIn.run} problem={signIn.problem}>
        <TextField label={t('email')} name="email" type="email" autocomplete="username" maxLength={254} />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={200}
        />
        <Button kind="primary" size="l" wide submit busy={signIn.busy}>
          {t('sign-in')}
        </Button>
      </Form>
    </Door>
  );
}
