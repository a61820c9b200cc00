// How the parts of the school are called that say what can be allowed.
import { t } from './words.ts';

const named = [
  'access',
  'admin',
  'assessment',
  'audit',
  'auth',
  'certificates',
  'content',
  'courses',
  'enrollment',
  'gateway',
  'invitations',
  'media',
  'organizations',
  'progress',
  'teams',
  'users',
  'video',
] as const;

/** The id stands for a plugin that is not one of ours. */
export function pluginName(id: string): string {
  const known = named.find((one) => one === id);
  return known ? t(`plugin.${known}`) : id;
}
