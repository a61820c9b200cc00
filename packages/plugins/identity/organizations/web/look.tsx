import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import {
  Button,
  Form,
  goAfresh,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  to,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './school.css';
import { t } from './messages.ts';

type School = OrganizationsCurrentOutput;
type Ground = 'light' | 'dark';

export function Page({ data: school, lms }: ScreenProps<School>) {
  const hue = useSignal(school.brandHue);
  const save = useAction(async () => {
    await lms.organizations.update({ brandHue: hue.value });
    goAfresh(to('/school/look')); // every page is drawn with it
  });
  return (
    <>
      <PageHead title={t('look')} size="medium">
        {t('look.lead')}
      </PageHead>
      <Section title={t('colour')}>
        <Form onSubmit={save.run} problem={save.problem} class="stack school-form">
          <label class="field">
            <span class="label">{t('colour.hue')}</span>
            <span class="look-hue-track" aria-hidden="true" />
            <input
              class="look-hue"
              type="range"
              name="brandHue"
              min={0}
              max={360}
              value={hue.value}
              onInput={(event) => {
                hue.value = Number(event.currentTarget.value);
              }}
            />
          </label>
          <div class="look-sample stack" data-brand style={`--brand-hue:${hue.value}`}>
            <h3>{t('sample')}</h3>
            <p>{t.parts('sample.text', { link: <a href={to('/school/look')}>{t('sample.link')}</a> })}</p>
            <div>
              <span class="button button-primary" aria-hidden="true">
                {t('sample.button')}
              </span>
            </div>
          </div>
          <div>
            <Button kind="primary" submit busy={save.busy}>
              {t('save')}
            </Button>
          </div>
        </Form>
      </Section>
      <Section title={t('logo')}>
        <p class="small soft">{t('logo.what')}</p>
        <div class="look-logos">
          <Logo on="light" address={school.logo} />
          <Logo on="dark" address={school.darkLogo} />
        </div>
      </Section>
    </>
  );

  function Logo({ on, address }: { readonly on: Ground; readonly address: string | null }) {
    const set = useAction(async (file: File) => {
      await lms.request(`/api/organizations/logo/${on}`, { method: 'PUT', body: file });
      toast(t('saved'));
      goAfresh(to('/school/look'));
    });
    const remove = useAction(async () => {
      await lms.organizations.removeLogo({ on });
      goAfresh(to('/school/look'));
    });
    const problem = set.problem ?? remove.problem;
    return (
      <div class="stack">
        <h3>{t(`logo.${on}`)}</h3>
        <div class={on === 'dark' ? 'look-ground is-dark' : 'look-ground'}>
          {address ? <img src={to(address as '/')} alt="" /> : null}
        </div>
        {!address && <p class="small muted">{on === 'dark' ? t('logo.dark.hint') : t('logo.none')}</p>}
        {problem && <Problem problem={problem} />}
        <div class="row">
          <label class="button button-secondary look-file">
            {t('logo.choose')}
            <input
              type="file"
              accept="image/png,image/jpeg,image/webp"
              aria-label={`${t('logo.choose')}: ${t(`logo.${on}`)}`}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                if (file) void set.run(file);
              }}
            />
          </label>
          {address && (
            <Button kind="quiet" busy={remove.busy} onClick={() => void remove.run()}>
              {t('logo.remove')}
            </Button>
          )}
        </div>
      </div>
    );
  }
}
