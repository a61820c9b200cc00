import type { AuthKeyPermissionsOutput } from '@lectern/sdk';
import { Check } from '@lectern/ui';
import type { Signal } from '@preact/signals';
import { t } from './messages.ts';

export type Given = AuthKeyPermissionsOutput['items'];

/** What a program may do, to be ticked. The summaries are the school's own words, which are English. */
export function Permissions({
  given,
  chosen,
  self,
}: {
  readonly given: Given;
  readonly chosen: Signal<readonly string[]>;
  /** Offers the person's own account too. */
  readonly self?: boolean;
}) {
  const line = (name: string, label: string, lang?: string) => (
    <li key={name}>
      <Check
        checked={chosen.value.includes(name)}
        onValue={(on) => {
          chosen.value = on ? [...chosen.value, name] : chosen.value.filter((one) => one !== name);
        }}
      >
        <bdi lang={lang}>{label}</bdi> <code class="small muted">{name}</code>
      </Check>
    </li>
  );
  return (
    <fieldset class="permissions">
      <legend class="label">{t('keys.choose')}</legend>
      <ul>
        {self && line('self', t('keys.self'))}
        {given.map(({ name, summary }) => line(name, summary, 'en'))}
      </ul>
    </fieldset>
  );
}
