import type { OrganizationsSettingsOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Choices,
  Form,
  PageHead,
  Problem,
  type ScreenProps,
  Select,
  Switch,
  TextField,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './settings.css';
import { languages, zones } from './choices.ts';
import { Held, origin, Said, type Setting, said } from './held.tsx';
import { t } from './messages.ts';

type Value = Setting['value'];
type Lms = ScreenProps<OrganizationsSettingsOutput>['lms'];

/** What a school decides for itself: drawn from what the plugins say of their settings, so that a new one stands here by itself. */
export function Page({ data: { items, hasSchools, isBelow }, lms }: ScreenProps<OrganizationsSettingsOutput>) {
  return (
    <>
      <PageHead title={t('rules')} size="medium">
        {t(hasSchools ? 'rules.lead.schools' : 'rules.lead')}
      </PageHead>
      <ul class="rows rules">
        {items.map((setting) => (
          <Rule key={`${setting.plugin}.${setting.key}`} {...{ setting, hasSchools, isBelow, lms }} />
        ))}
      </ul>
    </>
  );
}

interface RuleProps {
  readonly setting: Setting;
  readonly hasSchools: boolean;
  readonly isBelow: boolean;
  readonly lms: Lms;
}
function Rule({ setting, hasSchools, isBelow, lms }: RuleProps) {
  const now = useSignal(setting);
  const item = useRef<HTMLLIElement>(null);
  const which = { plugin: setting.plugin, key: setting.key };
  const saved = (answer: Setting) => {
    now.value = answer;
    toast(t('saved'));
  };
  const set = useAction(async (value: Value) => saved(await lms.organizations.setSetting({ ...which, value })));
  const unset = useAction(async () => {
    saved(await lms.organizations.unsetSetting(which));
    item.current?.querySelector('input')?.focus(); // the button is gone
  });
  const lock = useAction(async (locked: boolean) => saved(await lms.organizations.lockSetting({ ...which, locked })));
  const { title, from, locked } = now.value;
  const problem = set.problem ?? unset.problem ?? lock.problem;
  return (
    <li ref={item} class="stack">
      {problem && <Problem problem={problem} />}
      {locked === 'above' ? (
        <Held setting={now.value} />
      ) : (
        <Control setting={now.value} busy={set.busy} save={async (next) => (await set.run(next)).ok} />
      )}
      <p class="row small muted">
        {locked === 'above' && <Badge icon="lock">{t('rules.locked')}</Badge>}
        <span>{origin(now.value)}</span>
        {from === 'here' && (
          <Button kind="quiet" size="s" busy={unset.busy} onClick={() => void unset.run()}>
            {t(isBelow ? 'rules.as-above' : 'rules.as-given')}
          </Button>
        )}
      </p>
      {hasSchools && locked !== 'above' && (
        <AtOnce on={locked === 'here'} save={async (on) => (await lock.run(on)).ok}>
          <span class="small">
            {t('rules.lock')}
            <span class="visually-hidden">: {said(title)}</span>
          </span>
        </AtOnce>
      )}
    </li>
  );
}

interface ControlProps {
  readonly setting: Setting;
  readonly busy: boolean;
  /** @returns whether it was taken */
  readonly save: (value: Value) => Promise<boolean>;
}
/** What a JSON Schema of one value is asked with. */
function Control({ setting: { title, hint, options, schema, value }, busy, save }: ControlProps) {
  const draft = useSignal(String(value));
  useEffect(() => {
    draft.value = String(value); // what comes from above again is not left standing
  }, [draft, value]);
  const about = hint && said(hint);
  if (schema.type === 'boolean')
    return (
      <AtOnce on={value === true} save={save}>
        <span>
          <b>{said(title)}</b>
          {about && <span class="small soft rule-hint">{about}</span>}
        </span>
      </AtOnce>
    );
  const isNumber = schema.type === 'number' || schema.type === 'integer';
  const bound = (name: 'minimum' | 'maximum') => {
    const given = schema[name];
    // What JSON Schema says of an integer without bounds is no bound to show.
    return typeof given === 'number' && Math.abs(given) < Number.MAX_SAFE_INTEGER ? given : undefined;
  };
  const choices = Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;
  const name = said(title);
  const button = (
    <div>
      <Button kind="secondary" size="s" submit busy={busy}>
        {t('save')}
      </Button>
    </div>
  );
  const submit = () => void save(isNumber ? Number(draft.value) : draft.value);
  if (choices)
    return (
      <Form onSubmit={submit} label={name}>
        <Said title={name} hint={about}>
          <Choices
            legend={name}
            name="value"
            value={draft}
            options={choices.map((one) => ({ value: one, label: options?.[one] ? said(options[one]) : one }))}
          />
        </Said>
        {button}
      </Form>
    );
  const offered = offers[String(schema.format)];
  if (offered)
    return (
      <Form onSubmit={submit} label={name}>
        <Select
          label={<b>{name}</b>}
          hint={about ?? undefined}
          name="value"
          value={draft}
          options={offered(String(value))}
        />
        {button}
      </Form>
    );
  return (
    <Form onSubmit={submit} label={name}>
      <TextField
        label={<b>{name}</b>}
        hint={about ?? undefined}
        name="value"
        value={draft}
        optional={!isNumber}
        type={isNumber ? 'number' : 'text'}
        {...(isNumber && { step: schema.type === 'integer' ? 1 : 'any', min: bound('minimum'), max: bound('maximum') })}
        {...(typeof schema.maxLength === 'number' && { maxLength: schema.maxLength })}
      />
      {button}
    </Form>
  );
}

/** By `format` of the JSON Schema. */
const offers: Readonly<Record<string, typeof languages>> = { language: languages, 'time-zone': zones };

interface AtOnceProps {
  readonly on: boolean;
  readonly save: (on: boolean) => Promise<boolean>;
  readonly children: ComponentChildren;
}
/** Stands where it was put while it is saved, and goes back when that was refused. */
function AtOnce({ on, save, children }: AtOnceProps) {
  const put = useSignal(on);
  useEffect(() => {
    put.value = on;
  }, [put, on]);
  const change = async (next: boolean) => {
    if (!(await save(next))) put.value = on;
  };
  return (
    <Switch checked={put} onValue={(next) => void change(next)}>
      {children}
    </Switch>
  );
}
