import { t } from './messages.ts';

/** How long a key works, as the options of a select: days, or nothing for no end. */
export const lives = () => [
  { value: '30', label: t('keys.days', { count: 30 }) },
  { value: '90', label: t('keys.days', { count: 90 }) },
  { value: '365', label: t('keys.year') },
  { value: '', label: t('keys.forever') },
];
export const lifeIn = (form: FormData): { expiresInDays?: number } => {
  const days = Number(form.get('life'));
  return days > 0 ? { expiresInDays: days } : {};
};
