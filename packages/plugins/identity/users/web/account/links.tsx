import type { UsersMeOutput } from '@lectern/sdk';
import { Button, TextField } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './words.ts';

const most = 5;
type Link = UsersMeOutput['links'][number];

/** Pages of one's own, up to five, each with a word for it. */
export function Links({ links }: { readonly links: readonly Link[] }) {
  const rows = useSignal<readonly (Link & { readonly key: number })[]>(links.map((link, key) => ({ ...link, key })));
  const next = useSignal(links.length);
  const add = () => {
    rows.value = [...rows.value, { label: '', url: '', key: next.value }];
    next.value++;
  };
  return (
    <fieldset class="account-links stack">
      <legend class="label">{t('links')}</legend>
      {rows.value.map(({ label, url, key }, i) => (
        <div key={key} class="account-link">
          <TextField label={t('link.label')} name={`links/${i}/label`} value={label} maxLength={80} />
          <TextField
            label={t('link.url')}
            name={`links/${i}/url`}
            type="url"
            value={url}
            maxLength={500}
            pattern="https?://.+"
            placeholder="https://"
          />
          <Button
            kind="icon"
            icon="trash"
            label={t('link.remove')}
            onClick={() => (rows.value = rows.value.filter((one) => one.key !== key))}
          />
        </div>
      ))}
      {rows.value.length < most && (
        <div>
          <Button size="s" icon="plus" onClick={add}>
            {t('link.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** In the order in which they stand in the form. */
export function linksIn(form: FormData): Link[] {
  const links: Link[] = [];
  for (let i = 0; form.has(`links/${i}/url`); i++)
    links.push({ label: String(form.get(`links/${i}/label`)), url: String(form.get(`links/${i}/url`)) });
  return links;
}
