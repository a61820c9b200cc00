import type { UsersMeOutput } from '@lectern/sdk';
import { Button, Form, goAfresh, PageHead, type ScreenProps, Select, TextField, to, useAction } from '@lectern/ui';
import './account.css';
import { t } from './messages.ts';

/** The languages the app speaks, each in its own name, as whoever looks for it reads it. */
const languages = ['en', 'ar'].map((tag) => ({
  value: tag,
  label: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
}));

export function Page({ data: me, lms }: ScreenProps<UsersMeOutput>) {
  const save = useAction(async (form: FormData) => {
    await lms.users.updateMe({ name: String(form.get('name')), locale: String(form.get('locale')) });
    // The name stands in the bar and the language everywhere.
    goAfresh(to('/account'));
  });
  const spoken = languages.find(({ value }) => me.locale?.split('-')[0] === value) ?? languages[0]!;
  return (
    <>
      <PageHead title={t('account')}>{t.parts('lead', { email: <bdi>{me.email}</bdi> })}</PageHead>
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
        <div>
          <Button kind="primary" submit busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </>
  );
}
