// What somebody says who comes in for the first time, by themselves or by a link.
import { TextField } from '@lectern/ui';
import { t } from './messages.ts';

export const WhoYouAre = () => (
  <>
    <TextField label={t('name')} hint={t('name.hint')} name="name" autocomplete="name" maxLength={200} />
    <TextField label={t('email')} name="email" type="email" autocomplete="username" maxLength={254} />
  </>
);

export const NewPassword = () => (
  <TextField
    label={t('password')}
    hint={t('password.hint')}
    name="password"
    type="password"
    autocomplete="new-password"
    minLength={10}
    maxLength={200}
  />
);
