import type { OrganizationsEntranceOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Choices,
  Form,
  Problem,
  type ScreenProps,
  Section,
  TextField,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { type Setting, shown, WhyHeld } from './held.tsx';
import { t } from './messages.ts';

interface Props {
  readonly entrance: OrganizationsEntranceOutput;
  readonly signUp: Setting | undefined;
  /** Whether there are schools beside or below this one: only then can somebody be in one and not in the other. */
  readonly isOneOfSeveral: boolean;
  readonly lms: ScreenProps<unknown>['lms'];
}
/** Who comes in without being asked. */
export function Entrance({ entrance, signUp: setting, isOneOfSeveral, lms }: Props) {
  const now = useSignal(entrance);
  const signUp = useSignal<string>(entrance.signUp);
  const save = useAction(async (form: FormData) => {
    const typed = form.get('emailDomains');
    const emailDomains =
      typed === null
        ? undefined
        : String(typed)
            .split(/[\s,;]+/)
            .filter(Boolean);
    const chosen = signUp.value === 'open' ? ('open' as const) : ('closed' as const);
    now.value = await lms.organizations.setEntrance({ signUp: chosen, ...(emailDomains && { emailDomains }) });
    toast(t('saved'));
  });
  return (
    <Section title={t('entrance')}>
      <Form onSubmit={save.run} problem={save.problem} class="stack school-form">
        {setting?.locked === 'above' ? (
          <>
            <p>{shown(setting)}</p>
            <WhyHeld setting={setting} />
          </>
        ) : (
          <Choices
            legend={t('entrance')}
            name="signUp"
            value={signUp}
            options={[
              { value: 'open', label: <Answer title={t('open')} what={t('open.what')} /> },
              { value: 'closed', label: <Answer title={t('closed')} what={t('closed.what')} /> },
            ]}
          />
        )}
        {(signUp.value === 'closed' || isOneOfSeveral) && (
          <TextField
            label={t('email-domains')}
            hint={t(isOneOfSeveral ? 'email-domains.hint.several' : 'email-domains.hint')}
            name="emailDomains"
            value={entrance.emailDomains.join(' ')}
            optional
          />
        )}
        <div>
          <Button kind="secondary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
      {isOneOfSeveral && now.value.domains.length > 0 && (
        <ul class="rows school-form entrance-domains">
          {now.value.domains.map((domain) => (
            <EmailDomain key={domain.domain} domain={domain} lms={lms} onDone={(answer) => (now.value = answer)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const Answer = ({ title, what }: { readonly title: string; readonly what: string }) => (
  <span>
    <b>{title}</b>
    <span class="small soft school-answer">{what}</span>
  </span>
);

interface EmailDomainProps {
  readonly domain: OrganizationsEntranceOutput['domains'][number];
  readonly lms: Props['lms'];
  readonly onDone: (answer: OrganizationsEntranceOutput) => void;
}
/** Until a domain is shown to be the school's own it opens the door, and brings nobody in. */
function EmailDomain({ domain: { domain, joins, record }, lms, onDone }: EmailDomainProps) {
  const look = useAction(async () => {
    onDone(await lms.organizations.verifyEmailDomain({ domain }));
    toast(t('email-domains.shown'));
  });
  return (
    <li class="stack">
      <p class="row">
        <bdi dir="ltr">{domain}</bdi>
        <Badge tone={joins ? 'good' : 'warn'}>{t(joins ? 'email-domains.joins' : 'email-domains.named')}</Badge>
      </p>
      {look.problem && <Problem problem={look.problem} />}
      {!joins && (
        <>
          <p class="small soft">{t('email-domains.how')}</p>
          <dl class="small record">
            <dt>{t('email-domains.record.name')}</dt>
            <dd dir="ltr">
              <code>{record.name}</code>
            </dd>
            <dt>{t('email-domains.record.value')}</dt>
            <dd dir="ltr">
              <code>{record.value}</code>
            </dd>
          </dl>
          <div>
            <Button size="s" busy={look.busy} busyLabel={t('domains.verifying')} onClick={() => void look.run()}>
              {t('domains.verify')}
              <span class="visually-hidden">: {domain}</span>
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
