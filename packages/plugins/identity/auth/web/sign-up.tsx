import { Button, Form, type ScreenProps, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { Door, enter, wanted } from './door.tsx';
import { t } from './messages.ts';
import { NewPassword, WhoYouAre } from './new-account.tsx';
import type { AtTheDoor } from './sign-in.tsx';

export function Page({ data: { school, ways }, lms, query }: ScreenProps<AtTheDoor>) {
  const mailedTo = useSignal<string | undefined>(undefined);
  const signUp = useAction(async (form: FormData) => {
    const email = String(form.get('email'));
    const password = ways.mail ? {} : { password: String(form.get('password')) };
    const { next } = await lms.auth.signUp({ name: String(form.get('name')), email, ...password });
    if (next === 'mail') mailedTo.value = email;
    else enter(wanted(query, '/'));
  });
  const next = query.get('next');
  const other = <a href={to('/sign-in', undefined, next ? { next } : {})}>{t('sign-in')}</a>;
  if (mailedTo.value !== undefined)
    return (
      <Door school={school} title={t('mailed')}>
        <p>{t.parts('mailed.sign-up', { email: <bdi>{mailedTo.value}</bdi> })}</p>
        <p class="small muted">{t('mailed.nothing')}</p>
      </Door>
    );
  return (
    <Door school={school} title={t('sign-up.title')} lead={t.parts('sign-up.have', { link: other })}>
      {school.signUp === 'closed' && !school.welcomesAddresses ? (
        <p>{t('sign-up.closed')}</p>
      ) : (
        <Form onSubmit={signUp.run} problem={signUp.problem}>
          <WhoYouAre />
          {!ways.mail && <NewPassword />}
          <Button kind="primary" size="l" wide submit busy={signUp.busy}>
            {ways.mail ? t('sign-up.mail') : t('sign-up')}
          </Button>
        </Form>
      )}
    </Door>
  );
}
