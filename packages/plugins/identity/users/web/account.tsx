import type { UsersMeOutput } from '@lectern/sdk';
import {
  Button,
  Form,
  goAfresh,
  PageHead,
  Place,
  type ScreenProps,
  Select,
  TextArea,
  TextField,
  to,
  useAction,
} from '@lectern/ui';
import './account.css';
import { Links, linksIn } from './account/links.tsx';
import { Picture } from './account/picture.tsx';
import { timeZones } from './account/time-zones.ts';
import { t as words } from './account/words.ts';
import { FieldInputs, fieldsIn } from './fields/inputs.tsx';
import { t } from './messages.ts';
import { accountSections } from './places.ts';

/** The languages the app speaks, each in its own name, as whoever looks for it reads it. */
const languages = ['en', 'ar'].map((tag) => ({
  value: tag,
  label: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
}));

export function Page({ data: me, lms }: ScreenProps<UsersMeOutput>) {
  const save = useAction(async (form: FormData) => {
    const written = (name: string) => String(form.get(name) ?? '');
    await lms.users.updateMe({
      name: written('name'),
      locale: written('locale'),
      timeZone: written('timeZone') || null,
      bio: written('bio'),
      links: linksIn(form),
      fields: fieldsIn(form, me.fields),
    });
    // The name stands in the bar and the language everywhere.
    goAfresh(to('/account'));
  });
  const spoken = languages.find(({ value }) => me.locale?.split('-')[0] === value) ?? languages[0]!;
  return (
    <>
      <PageHead size="medium" title={t('account')}>
        {t.parts('lead', { email: <bdi>{me.email}</bdi> })}
      </PageHead>
      <Picture me={me} lms={lms} />
      <Form onSubmit={save.run} problem={save.problem} class="stack account-form">
        <TextField
          label={t('name')}
          hint={t('name.hint')}
          name="name"
          value={me.name}
          autocomplete="name"
          maxLength={200}
        />
        <Select
          label={t('language')}
          hint={t('language.hint')}
          name="locale"
          value={spoken.value}
          options={languages}
        />
        <Select
          label={words('time-zone')}
          hint={words('time-zone.hint')}
          name="timeZone"
          value={me.timeZone ?? ''}
          options={timeZones(me.timeZone)}
          optional
        />
        <TextArea
          label={words('bio')}
          hint={words('bio.hint')}
          name="bio"
          value={me.bio}
          maxLength={2_000}
          rows={5}
          optional
        />
        <Links links={me.links} />
        <FieldInputs fields={me.fields} readOnly={({ editors }) => editors === 'staff'} />
        <div>
          <Button kind="primary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
      <Place of={accountSections} lms={lms} />
    </>
  );
}
