import type { AdminSettingsOutput, Lectern } from '@lectern/sdk';
import { UsageError } from './errors.ts';
import { nearest } from './near.ts';

export type SettingShown = AdminSettingsOutput['items'][number];

/** @param name `media.largestFile` @throws UsageError with what is near to it */
export async function settingAt(lms: Lectern, name: string): Promise<SettingShown> {
  const { items } = await lms.admin.settings();
  const found = items.find(({ plugin, key }) => `${plugin}.${key}` === name);
  if (found) return found;
  const names = items.map(({ plugin, key }) => `${plugin}.${key}`);
  const close = nearest(name, names);
  throw new UsageError(`There is no setting "${name}". ${close ? `Is it ${close}?` : 'See all: lms settings list'}`);
}

const origins = {
  default: 'as it comes',
  file: 'from lms.config.ts',
  environment: 'from the environment',
  here: 'set here',
} as const;
/** A line for people. */
export function settingLine(setting: SettingShown): string {
  const { plugin, key, from, secret, isSet, kind, variable } = setting;
  const value = secret ? (isSet ? '[hidden]' : '') : kind === 'parts' ? '[parts]' : valueText(setting.value);
  return `${plugin}.${key} = ${value}  (${origins[from]}${from === 'environment' ? `: ${variable}` : ''})`;
}
export const valueText = (value: SettingShown['value']): string =>
  value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value);

/** Text of the command line as the setting has it; what is none of that is refused by the school, which says why. */
export function valueFrom({ kind }: SettingShown, given: string): NonNullable<SettingShown['value']> {
  if (kind === 'yes-no' && /^(?:true|yes|on)$/i.test(given)) return true;
  if (kind === 'yes-no' && /^(?:false|no|off)$/i.test(given)) return false;
  if (kind === 'number' && given.trim() !== '' && Number.isFinite(Number(given))) return Number(given);
  if (kind === 'list')
    return given
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  return given;
}
