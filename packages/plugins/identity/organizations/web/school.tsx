import type {
  OrganizationsCurrentOutput,
  OrganizationsEntranceOutput,
  OrganizationsQuotasOutput,
  OrganizationsSettingsOutput,
} from '@lectern/sdk';
import {
  Button,
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
  useAction,
} from '@lectern/ui';
import type { VNode } from 'preact';
import './school.css';
import { languages, zones } from './choices.ts';
import { Entrance } from './entrance.tsx';
import { Held, type Setting, WhyHeld } from './held.tsx';
import { t } from './messages.ts';

interface Data {
  readonly school: OrganizationsCurrentOutput;
  readonly entrance: OrganizationsEntranceOutput;
  readonly quotas: OrganizationsQuotasOutput['items'];
  readonly settings: OrganizationsSettingsOutput;
}
type Quota = Data['quotas'][number];

export function Page({ data: { school, entrance, quotas, settings }, lms, viewer }: ScreenProps<Data>) {
  const save = useAction(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '');
    /** What is locked from above is not asked for. */
    const chosen = (name: 'locale' | 'timeZone') => (form.has(name) ? { [name]: text(name) } : {});
    await lms.organizations.update({
      name: text('name'),
      summary: text('summary'),
      ...chosen('locale'),
      ...chosen('timeZone'),
    });
    goAfresh(to('/school')); // the name stands in the bar
  });
  const limited = quotas.filter(({ limit }) => limit !== null);
  const of = (key: string) =>
    settings.items.find((setting) => setting.plugin === 'organizations' && setting.key === key);
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
        <Unlocked setting={of('locale')}>
          <Select
            label={t('language')}
            hint={t('language.hint')}
            name="locale"
            value={school.locale}
            options={languages(school.locale)}
          />
        </Unlocked>
        <Unlocked setting={of('timeZone')}>
          <Select label={t('time-zone')} name="timeZone" value={school.timeZone} options={zones(school.timeZone)} />
        </Unlocked>
        <div>
          <Button kind="primary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
      <Entrance
        entrance={entrance}
        signUp={of('signUp')}
        isOneOfSeveral={settings.hasSchools || settings.isBelow}
        lms={lms}
      />
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

/** What a school above has locked is told in place of being asked. */
const Unlocked = ({ setting, children }: { readonly setting: Setting | undefined; readonly children: VNode }) =>
  setting?.locked === 'above' ? (
    <div class="stack">
      <Held setting={setting} />
      <WhyHeld setting={setting} />
    </div>
  ) : (
    children
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
