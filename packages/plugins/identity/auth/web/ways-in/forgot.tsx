import { Button, Form, type ScreenProps, TextField, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { Door } from '../door.tsx';
import { t } from '../messages.ts';
import type { AtTheDoor } from '../sign-in.tsx';

export function Page({ data: { school, ways }, lms }: ScreenProps<AtTheDoor>) {
  const mailedTo = useSignal<string | undefined>(undefined);
  const ask = useAction(async (form: FormData) => {
    const email = String(form.get('email'));
    await lms.auth.forgot({ email });
    mailedTo.value = email;
  });
  const back = <a href={to('/sign-in')}>{t('sign-in')}</a>;
  if (mailedTo.value !== undefined)
    return (
      <Door school={school} title={t('mailed')}>
        <p>{t.parts('mailed.forgot', { email: <bdi>{mailedTo.value}</bdi> })}</p>
        <p class="small muted">{t('mailed.nothing')}</p>
      </Door>
    );
  return (
    <Door school={school} title={t('forgot')} lead={ways.mail ? t('forgot.lead') : t('forgot.no-mail')}>
      {ways.mail && (
        <Form onSubmit={ask.run} problem={ask.problem}>
          <TextField label={t('email')} name="email" type="email" autocomplete="username" maxLength={254} autofocus />
          <Button kind="primary" size="l" wide submit busy={ask.busy}>
            {t('forgot.do')}
          </Button>
        </Form>
      )}
      <p class="small">{t.parts('forgot.back', { link: back })}</p>
    </Door>
  );
}
