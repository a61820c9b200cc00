import type { OrganizationsCurrentOutput, OrganizationsEntranceOutput, OrganizationsQuotasOutput } from '@lectern/sdk';
import {
  Button,
  Choices,
  Form,
  formatBytes,
  formatNumber,
  goAfresh,
  PageHead,
  ProgressBar,
  type ScreenProps,
  Section,
  Select,
  TextArea,
  TextField,
  to,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './school.css';
import { t } from './messages.ts';

interface Data {
  readonly school: OrganizationsCurrentOutput;
  readonly entrance: OrganizationsEntranceOutput;
  readonly quotas: OrganizationsQuotasOutput['items'];
}
type Quota = Data['quotas'][number];

const languages = ['en', 'ar'].map((tag) => ({
  value: tag,
  label: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
}));
const zones = (own: string) =>
  [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));

export function Page({ data: { school, entrance, quotas }, lms, viewer }: ScreenProps<Data>) {
  const signUp = useSignal<string>(entrance.signUp);
  const save = useAction(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '');
    await lms.organizations.update({
      name: text('name'),
      summary: text('summary'),
      locale: text('locale'),
      timeZone: text('timeZone'),
    });
    goAfresh(to('/school')); // the name stands in the bar
  });
  const admit = useAction(async (form: FormData) => {
    const emailDomains = String(form.get('emailDomains') ?? '')
      .split(/[\s,;]+/)
      .filter(Boolean);
    await lms.organizations.setEntrance({ signUp: signUp.value === 'open' ? 'open' : 'closed', emailDomains });
    toast(t('saved'));
  });
  const limited = quotas.filter(({ limit }) => limit !== null);
  const spoken = languages.find(({ value }) => school.locale.split('-')[0] === value) ?? languages[0]!;
  return (
    <>
      <PageHead title={t('general')} size="medium">
        {t('general.lead')}
      </PageHead>
      <Form onSubmit={save.run} problem={save.problem} class="stack school-form school-first">
        <TextField label={t('name')} name="name" value={school.name} maxLength={200} autocomplete="organization" />
        <TextArea
          label={t('summary')}
          hint={t('summary.hint')}
          name="summary"
          value={school.summary}
          maxLength={500}
          rows={3}
          optional
        />
        <Select
          label={t('language')}
          hint={t('language.hint')}
          name="locale"
          value={spoken.value}
          options={languages}
        />
        <Select label={t('time-zone')} name="timeZone" value={school.timeZone} options={zones(school.timeZone)} />
        <div>
          <Button kind="primary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
      <Section title={t('entrance')}>
        <Form onSubmit={admit.run} problem={admit.problem} class="stack school-form">
          <Choices
            legend={t('entrance')}
            name="signUp"
            value={signUp}
            options={[
              { value: 'open', label: <Answer title={t('open')} what={t('open.what')} /> },
              { value: 'closed', label: <Answer title={t('closed')} what={t('closed.what')} /> },
            ]}
          />
          {signUp.value === 'closed' && (
            <TextField
              label={t('email-domains')}
              hint={t('email-domains.hint')}
              name="emailDomains"
              value={entrance.emailDomains.join(' ')}
              optional
            />
          )}
          <div>
            <Button kind="secondary" submit busy={admit.busy}>
              {t('save')}
            </Button>
          </div>
        </Form>
      </Section>
      {limited.length > 0 && (
        <Section title={t('used')}>
          <div class="stack school-form">
            {limited.map((quota) => (
              <Used key={quota.kind} {...quota} />
            ))}
          </div>
        </Section>
      )}
      {viewer?.may('organization.create') && (
        <p class="small school-more">
          <a href={to('/school/schools')}>{t('schools')}</a>
        </p>
      )}
    </>
  );
}

const Answer = ({ title, what }: { readonly title: string; readonly what: string }) => (
  <span>
    <b>{title}</b>
    <span class="small soft school-answer">{what}</span>
  </span>
);

function Used({ kind, limit, used }: Quota) {
  const figure = (value: number) => (kind === 'bytes' ? formatBytes(value) : formatNumber(value));
  const words = t('used.of', { used: figure(used), limit: figure(limit ?? 0) });
  return (
    <div>
      <p class="school-used">
        <span>{t(`used.${kind}`)}</span>
        <span class="small muted">{words}</span>
      </p>
      <ProgressBar label={t(`used.${kind}`)} value={limit ? Math.min(1, used / limit) : 1} />
    </div>
  );
}
