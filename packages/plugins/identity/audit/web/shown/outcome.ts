// How something ended, as a sentence.
import { refused } from '@lectern/ui';
import { t } from '../words/words.ts';
import type { Told } from './told.ts';

const known = [
  'invalid_input',
  'malformed_body',
  'not_signed_in',
  'not_allowed',
  'only_in_person',
  'not_for_service_accounts',
  'site.wrong_address',
  'not_found',
  'changed_meanwhile',
  'in_maintenance',
  'too_large',
  'unsupported_media_type',
  'idempotency_key_reused',
  'kernel.plugin_off',
  'busy',
  'too_many_requests',
  'auth.wrong_credentials',
] as const;
const among = (code: string) => known.find((one) => one === code);
export const isKnownOutcome = (code: string): boolean => code === 'done' || among(code) !== undefined;

/** Why it was refused; the code itself where nobody has words for it. */
export function whyRefused(code: string, said: Told['said']): string {
  const ours = among(code);
  return ours ? t(`why.${ours}`) : (refused(code) ?? said[code] ?? t('why.other', { code }));
}
