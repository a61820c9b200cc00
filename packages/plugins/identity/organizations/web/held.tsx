// What holds of a setting, in words.
import type { OrganizationsSettingsOutput } from '@lectern/sdk';
import { Badge, language } from '@lectern/ui';
import type { ComponentChildren } from 'preact';
import { t } from './messages.ts';

export type Setting = OrganizationsSettingsOutput['items'][number];

/** In the language of the screen, as far as the plugin speaks it. */
export const said = (words: Readonly<Record<string, string>>): string =>
  words[language()] ?? words[language().split('-')[0] ?? 'en'] ?? words.en ?? '';

export function origin({ from, above }: Setting): string {
  if (from === 'above') return above === null ? t('rules.from.above') : t('rules.from.school', { name: above });
  return t(`rules.from.${from}`);
}
export function shown({ value, options, schema }: Setting): string {
  if (typeof value === 'boolean') return t(value ? 'rules.on' : 'rules.off');
  const words = options?.[String(value)];
  if (words) return said(words);
  if (schema.format === 'language')
    return new Intl.DisplayNames([language()], { type: 'language' }).of(String(value)) ?? String(value);
  return schema.format === 'time-zone' ? String(value).replaceAll('_', ' ') : String(value);
}

/** Who holds it; of what the server's environment says, that. */
function locker(setting: Setting): string {
  if (setting.from === 'environment') return origin(setting);
  return setting.lockedBy === null ? t('rules.locked.above') : t('rules.locked.by', { name: setting.lockedBy });
}

interface SaidProps {
  readonly title: string;
  readonly hint: string | null;
  readonly children: ComponentChildren;
}
export const Said = ({ title, hint, children }: SaidProps) => (
  <>
    <div>
      <b>{title}</b>
      {hint && <p class="small soft">{hint}</p>}
    </div>
    {children}
  </>
);
/** One that cannot be changed here. */
export const Held = ({ setting }: { readonly setting: Setting }) => (
  <Said title={said(setting.title)} hint={setting.hint && said(setting.hint)}>
    <p>{shown(setting)}</p>
  </Said>
);
export const WhyHeld = ({ setting }: { readonly setting: Setting }) => (
  <p class="row small muted">
    <Badge icon="lock">{t('rules.locked')}</Badge>
    <span>{locker(setting)}</span>
  </p>
);
