import type { AuthWaysOutput, OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, Form, Place, type ScreenProps, TextField, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Door, wanted } from './door.tsx';
import { t } from './messages.ts';
import { signInRoute, signInWays } from './places.ts';
import { SecondStep, useEntering } from './ways-in/entering.tsx';

export interface AtTheDoor {
  readonly school: OrganizationsCurrentOutput;
  readonly ways: AuthWaysOutput;
}

const addressField = () => document.querySelector<HTMLInputElement>('input[name=email]');

export function Page({ data: { school, ways }, lms, query }: ScreenProps<AtTheDoor>) {
  const path = wanted(query, '/home');
  const entering = useEntering(path);
  const email = useSignal('');
  const routed = useSignal(false);
  const mailed = useSignal<'sign-in' | 'verify' | undefined>(undefined);
  /** A link was asked for, and no address is there to mail it to. */
  const nowhere = useSignal(false);
  const signIn = useAction(async (form: FormData) => {
    email.value = String(form.get('email'));
    const answer = await lms.auth.signIn({ email: email.value, password: String(form.get('password')) });
    if (answer.next === 'mail') mailed.value = 'verify';
    else entering.entered(answer);
  });
  const mail = useAction(async () => {
    await lms.auth.mailSignIn({ email: email.value });
    mailed.value = 'sign-in';
  });
  // What was typed, or filled in by the browser, before the app had come.
  useEffect(() => {
    email.value ||= addressField()?.value ?? '';
  }, []);
  const next = query.get('next');
  const other = <a href={to('/sign-up', undefined, next ? { next } : {})}>{t('sign-in.make')}</a>;
  if (entering.ticket.value !== undefined)
    return (
      <Door school={school} title={t('second-step')} lead={t('second-step.lead')}>
        <SecondStep entering={entering} lms={lms} />
      </Door>
    );
  if (mailed.value)
    return (
      <Door school={school} title={t('mailed')}>
        <p>{t.parts(`mailed.${mailed.value}`, { email: <bdi>{email.value}</bdi> })}</p>
        <p class="small muted">{t('mailed.nothing')}</p>
      </Door>
    );
  const byMail = ways.mail && (
    <Button
      wide
      icon="mail"
      busy={mail.busy}
      onClick={() => {
        nowhere.value = !email.value.includes('@');
        if (nowhere.value) addressField()?.focus();
        else void mail.run();
      }}
    >
      {t('sign-in.by-mail')}
    </Button>
  );
  return (
    <Door
      school={school}
      title={t('sign-in.title')}
      lead={school.signUp === 'open' ? t.parts('sign-in.new', { link: other }) : undefined}
    >
      <Form onSubmit={signIn.run} problem={signIn.problem ?? mail.problem}>
        <TextField
          label={t('email')}
          name="email"
          type="email"
          error={nowhere.value ? t('sign-in.by-mail.address') : undefined}
          onValue={(typed) => {
            email.value = typed;
            nowhere.value = false;
          }}
          autocomplete="username webauthn"
          maxLength={254}
        />
        <Place of={signInRoute} lms={lms} email={email} next={path} routed={routed} />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={200}
        />
        {/* After the password, also for Tab: who types on comes from the address to the password. */}
        <a class="small door-forgotten" href={to('/forgot')}>
          {t('sign-in.forgotten')}
        </a>
        <Button kind={routed.value ? 'secondary' : 'primary'} size="l" wide submit busy={signIn.busy}>
          {t('sign-in')}
        </Button>
      </Form>
      <div class="stack door-ways">
        {byMail}
        <Place of={signInWays} lms={lms} email={email} next={path} />
      </div>
    </Door>
  );
}
