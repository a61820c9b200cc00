import { roleName } from '@lectern/access/web';
import type { InvitationsShowOutput } from '@lectern/sdk';
import {
  Button,
  ButtonLink,
  Form,
  formatList,
  goAfresh,
  Nameplate,
  Problem,
  paperSvg,
  type ScreenProps,
  TextField,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import './join.css';
import { t } from './messages.ts';

type Invitation = InvitationsShowOutput;

/** What an invitation opens: whoever is signed in accepts it, whoever is new makes an account. */
export function Page({
  data: invitation,
  lms,
  params: { token },
  viewer,
}: ScreenProps<Invitation | undefined, { readonly token: string }>) {
  const asked = useSignal(false);
  const come = useAction(async (form?: FormData) => {
    const text = (name: string) => {
      const typed = String(form?.get(name) ?? '').trim();
      return typed === '' ? {} : { [name]: typed };
    };
    await lms.invitations.accept({ token, ...text('name'), ...text('email'), ...text('password') });
    goAfresh(to('/home'));
  });
  const ask = useAction(async (form: FormData) => {
    await lms.invitations.ask({ token, email: String(form.get('email')) });
    asked.value = true;
  });
  if (!invitation)
    return (
      <Around title={t('join.gone')}>
        <p>{t('join.gone.what')}</p>
      </Around>
    );
  const { school, email, asks, member, into } = invitation;
  const lead = (
    <>
      <p class="soft">{invitedBy(invitation)}</p>
      {into.length > 0 && <p class="soft">{t('join.teams', { teams: formatList(into.map(({ name }) => name)) })}</p>}
    </>
  );
  if (asked.value)
    return (
      <Around title={t('join.asked')} invitation={invitation}>
        <p role="status">{t('join.asked.what')}</p>
      </Around>
    );
  if (viewer)
    return (
      <Around title={t('join.title', { school })} invitation={invitation}>
        {lead}
        {come.problem && <Problem problem={come.problem} />}
        <div class="stack">
          <p>{member ? t('join.member', { school }) : t.parts('join.as', { name: <bdi>{viewer.name}</bdi> })}</p>
          <Button kind="primary" size="l" wide busy={come.busy} onClick={() => void come.run(undefined)}>
            {t('join.accept')}
          </Button>
          {member && (
            <ButtonLink kind="quiet" href={to('/home')}>
              {t('join.go')}
            </ButtonLink>
          )}
        </div>
      </Around>
    );
  const signIn = <a href={to('/sign-in', undefined, { next: `/join/${token}` })}>{t('join.sign-in')}</a>;
  return (
    <Around title={t('join.title', { school })} invitation={invitation}>
      {lead}
      {asks === 'address' ? (
        <Form onSubmit={ask.run} problem={ask.problem}>
          <TextField
            label={t('join.email')}
            hint={t('join.ask.what')}
            name="email"
            type="email"
            autocomplete="email"
            maxLength={254}
          />
          <Button kind="primary" size="l" wide submit busy={ask.busy}>
            {t('join.ask')}
          </Button>
        </Form>
      ) : (
        <Form onSubmit={come.run} problem={come.problem}>
          <TextField
            label={t('join.name')}
            hint={t('join.name.hint')}
            name="name"
            autocomplete="name"
            maxLength={200}
          />
          {email === null ? (
            <TextField label={t('join.email')} name="email" type="email" autocomplete="username" maxLength={254} />
          ) : (
            <TextField label={t('join.email')} name="own" type="email" autocomplete="username" value={email} readOnly />
          )}
          <TextField
            label={t('join.password')}
            hint={t('join.password.hint')}
            name="password"
            type="password"
            autocomplete="new-password"
            minLength={10}
            maxLength={200}
          />
          <Button kind="primary" size="l" wide submit busy={come.busy}>
            {t('join.do')}
          </Button>
        </Form>
      )}
      <p class="small">{t.parts('join.have', { link: signIn })}</p>
    </Around>
  );
}

function invitedBy({ invitedBy: name, role, roleName: called }: Invitation): ComponentChildren {
  if (name === null) return t('join.nobody');
  const who = { name: <bdi>{name}</bdi> };
  if (role === null || called === null) return t.parts('join.by', who);
  return t.parts('join.by-as', { ...who, role: <bdi>{roleName(role, [{ id: role, name: called }])}</bdi> });
}

function Around({
  title,
  invitation,
  children,
}: {
  readonly title: string;
  readonly invitation?: Invitation;
  readonly children: ComponentChildren;
}) {
  const paper = invitation && { __html: paperSvg({ title: invitation.school, hue: invitation.brandHue }) };
  return (
    <div class="join">
      <div class="join-paper" aria-hidden="true" {...(paper && { dangerouslySetInnerHTML: paper })} />
      <header>{invitation && <Nameplate school={invitation.school} href={to('/')} />}</header>
      <main id="main" class="join-mid stack" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
