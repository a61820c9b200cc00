import type { AdminSettingHistoryOutput, AdminSettingsOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  ByCommand,
  Dialog,
  Empty,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Segmented,
  TextField,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './admin.css';
import { Changes, valueWords } from './changes.tsx';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';
import { said } from './said.ts';
import { type Setting, SettingField, type Value } from './setting-field.tsx';

interface Data extends AdminSettingsOutput {
  readonly history: AdminSettingHistoryOutput['items'];
}
type Lms = ScreenProps<Data>['lms'];

/** Every setting of every plugin, drawn from what the plugins say of them: a new one stands here by itself. */
export function Page({ data, lms }: ScreenProps<Data>) {
  const live = useData(data, async () => {
    const [{ items }, { items: history }] = await Promise.all([
      lms.admin.settings({}),
      lms.admin.settingHistory({ limit: 5 }),
    ]);
    return { items, history };
  });
  const search = useSignal('');
  const show = useSignal<'all' | 'here'>('all');
  const { items, history } = live.data;
  const wanted = search.value.trim().toLowerCase();
  const found = items.filter(
    ({ plugin, key, title, hint, from }) =>
      (show.value === 'all' || from === 'here') &&
      `${plugin}.${key} ${said(title)} ${hint ? said(hint) : ''} ${pluginName(plugin)}`.toLowerCase().includes(wanted),
  );
  const plugins = [...new Set(found.map(({ plugin }) => plugin))];
  return (
    <>
      <PageHead title={t('settings')} size="medium">
        {t('settings.lead')}
      </PageHead>
      <div class="admin-tools">
        <TextField label={t('settings.find')} name="find" type="search" optional value={search} />
        <Segmented
          label={t('settings.show')}
          value={show}
          options={[
            { value: 'all', label: t('settings.show.all') },
            { value: 'here', label: t('settings.show.here') },
          ]}
        />
      </div>
      {live.problem && <Problem problem={live.problem} />}
      {found.length === 0 && (
        <Empty title={t(wanted === '' ? 'settings.none-here' : 'settings.none')}>
          {t(wanted === '' ? 'settings.none-here.what' : 'settings.none.what')}
        </Empty>
      )}
      {plugins.map((plugin) => (
        <Section key={plugin} title={pluginName(plugin)}>
          <ul class="rows admin-settings">
            {found
              .filter((one) => one.plugin === plugin)
              .map((setting) => (
                <Row key={setting.key} setting={setting} lms={lms} changed={live.refresh} />
              ))}
          </ul>
        </Section>
      ))}
      {history.length > 0 && (
        <Section title={t('settings.history.all')}>
          <Changes items={history} lms={lms} titled changed={live.refresh} />
        </Section>
      )}
    </>
  );
}

interface RowProps {
  readonly setting: Setting;
  readonly lms: Lms;
  readonly changed: () => Promise<void>;
}
function Row({ setting, lms, changed }: RowProps) {
  const { plugin, key, title, hint, kind, from, schoolsDecide, machine } = setting;
  const past = useSignal<AdminSettingHistoryOutput['items'] | undefined>(undefined);
  const set = useAction(async (value: Value) => {
    await lms.admin.setSetting({ plugin, key, value });
    toast(t('settings.saved'));
    await changed();
  });
  const unset = useAction(async () => {
    await lms.admin.unsetSetting({ plugin, key });
    toast(t('settings.taken-back'));
    await changed();
  });
  const look = useAction(async () => {
    past.value = (await lms.admin.settingHistory({ plugin, key })).items;
  });
  const pinned = from === 'environment' || kind === 'parts' || machine;
  const name = `${plugin}.${key}`;
  // A field shows what is wrong with it; a switch has no place for that.
  const problem = (kind === 'yes-no' ? set.problem : undefined) ?? unset.problem ?? look.problem;
  const about = (
    <div class="row small muted">
      <span>{t(`settings.from.${from}`, { variable: setting.variable })}</span>
      {schoolsDecide && <Badge>{t('settings.schools')}</Badge>}
      {from === 'here' && (
        <Button kind="quiet" size="s" busy={unset.busy} onClick={() => void unset.run()}>
          {t('settings.back')}
          <span class="visually-hidden">: {said(title)}</span>
        </Button>
      )}
      {kind !== 'parts' && (
        <Button kind="quiet" size="s" busy={look.busy} onClick={() => void look.run()}>
          {t('settings.history')}
          <span class="visually-hidden">: {said(title)}</span>
        </Button>
      )}
      {!pinned && <ByCommand command={commandFor(setting)} about={said(title)} />}
    </div>
  );
  return (
    <li class="stack" data-setting={name}>
      {problem && <Problem problem={problem} />}
      {pinned ? (
        <div>
          <b>{said(title)}</b>
          {hint && <p class="small soft">{said(hint)}</p>}
          {machine && from !== 'environment' && (
            <p class="small soft">{t('settings.machine', { variable: setting.variable })}</p>
          )}
          <p>{kind === 'parts' ? t('settings.parts') : valueWords(setting.value, setting)}</p>
          {about}
        </div>
      ) : (
        <SettingField
          setting={setting}
          busy={set.busy}
          problem={set.problem}
          save={async (value) => (await set.run(value)).ok}
        >
          {about}
        </SettingField>
      )}
      <Dialog
        open={past.value !== undefined}
        onClose={() => (past.value = undefined)}
        title={t('settings.history.of', { title: said(title) })}
      >
        {past.value && (
          <Changes
            items={past.value}
            lms={lms}
            options={setting}
            changed={async () => {
              past.value = (await lms.admin.settingHistory({ plugin, key })).items;
              await changed();
            }}
          />
        )}
      </Dialog>
    </li>
  );
}

function commandFor({ plugin, key, value, kind, secret }: Setting): string {
  const shown = secret || value === null ? 'VALUE' : Array.isArray(value) ? value.join(',') : String(value);
  const given = kind === 'yes-no' ? String(value !== true) : shown === '' ? "''" : shown;
  return `lms settings set ${plugin}.${key} ${/^[\w.,:/@-]+$/.test(given) || given === "''" ? given : `'${given.replaceAll("'", "'\\''")}'`}`;
}
