import { TextField } from '@lectern/ui';
import { t } from './messages.ts';

/** How often a key may ask; nothing for no limit of its own. */
export const LimitField = () => (
  <TextField
    label={t('keys.limit')}
    hint={t('keys.limit-hint')}
    name="requestsPerMinute"
    type="number"
    min={1}
    max={1_000_000}
    optional
  />
);
export const limitIn = (form: FormData): { requestsPerMinute?: number } => {
  const most = Number(form.get('requestsPerMinute'));
  return most > 0 ? { requestsPerMinute: most } : {};
};
