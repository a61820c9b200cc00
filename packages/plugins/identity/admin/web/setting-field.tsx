// What one setting is asked with, from what its plugin says of it.
import type { AdminSettingsOutput } from '@lectern/sdk';
import { Button, Choices, Form, type ProblemDetails, Switch, TextArea, TextField } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';
import { said } from './said.ts';

export type Setting = AdminSettingsOutput['items'][number];
export type Value = NonNullable<Setting['value']>;

export interface SettingFieldProps {
  readonly setting: Setting;
  readonly busy: boolean;
  readonly problem: ProblemDetails | undefined;
  /** @returns whether it was taken */
  readonly save: (value: Value) => Promise<boolean>;
  /** Beside the button that saves: where the value comes from. */
  readonly children: ComponentChildren;
}

const textOf = (value: Setting['value']): string =>
  Array.isArray(value) ? value.join('\n') : value === null ? '' : String(value);

/** Yes or no at once, everything else when it is saved; what is wrong with it is said at the field. */
export function SettingField({ setting, busy, problem, save, children }: SettingFieldProps) {
  const { title, hint, options, schema, kind, value, secret, isSet } = setting;
  const draft = useSignal(textOf(value));
  useEffect(() => {
    draft.value = textOf(value); // what holds again is not left standing
  }, [draft, value]);
  const name = said(title);
  const about = hint ? said(hint) : undefined;
  if (kind === 'yes-no')
    return (
      <>
        <AtOnce on={value === true} name={name} about={about} save={save} />
        {children}
      </>
    );
  const isNumber = kind === 'number';
  const submit = () => {
    if (isNumber) return void save(Number(draft.value));
    if (kind !== 'list') return void save(draft.value);
    const lines = draft.value.split('\n').map((line) => line.trim());
    return void save(lines.filter(Boolean));
  };
  const common = { label: <b>{name}</b>, name: 'value', value: draft };
  const hints = (extra: string) => (about ? `${about} ${extra}` : extra);
  return (
    <Form onSubmit={submit} label={name} problem={problem}>
      {kind === 'choice' && (
        <>
          <div>
            <b>{name}</b>
            {about && <p class="small soft">{about}</p>}
          </div>
          <Choices
            legend={name}
            name="value"
            value={draft}
            options={choicesOf(schema).map((one) => ({ value: one, label: options?.[one] ? said(options[one]) : one }))}
          />
        </>
      )}
      {kind === 'list' && <TextArea {...common} hint={hints(t('settings.list.hint'))} optional rows={2} />}
      {kind === 'text' && !secret && (
        <TextField
          {...common}
          hint={about}
          optional
          {...(typeof schema.maxLength === 'number' && { maxLength: schema.maxLength })}
        />
      )}
      {secret && (
        <TextField
          {...common}
          type="password"
          autocomplete="off"
          hint={hints(t(isSet ? 'settings.secret.set' : 'settings.secret.unset'))}
        />
      )}
      {isNumber && <TextField {...common} hint={about} type="number" step={schema.type === 'integer' ? 1 : 'any'} />}
      <div class="row">
        <Button kind="secondary" size="s" submit busy={busy}>
          {t('settings.save')}
        </Button>
        {children}
      </div>
    </Form>
  );
}

const choicesOf = (schema: Setting['schema']): string[] => (Array.isArray(schema.enum) ? schema.enum.map(String) : []);

interface AtOnceProps {
  readonly on: boolean;
  readonly name: string;
  readonly about: string | undefined;
  readonly save: (on: boolean) => Promise<boolean>;
}
/** Stands where it was put while it is saved, and goes back when that was refused. */
function AtOnce({ on, name, about, save }: AtOnceProps) {
  const put = useSignal(on);
  useEffect(() => {
    put.value = on;
  }, [put, on]);
  const change = async (next: boolean) => {
    if (!(await save(next))) put.value = on;
  };
  return (
    <Switch checked={put} onValue={(next) => void change(next)}>
      <span>
        <b>{name}</b>
        {about && <span class="small soft admin-hint">{about}</span>}
      </span>
    </Switch>
  );
}
