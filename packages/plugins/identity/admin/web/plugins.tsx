import type { AdminPluginsOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  ByCommand,
  Confirm,
  formatDate,
  formatList,
  Icon,
  PageHead,
  Problem,
  type ScreenProps,
  Status,
  Table,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './admin.css';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';

type Plugin = AdminPluginsOutput['items'][number];

/** What the installation is made of, switched off and on. */
export function Page({ data, lms }: ScreenProps<readonly Plugin[]>) {
  const live = useData(data, async () => (await lms.admin.plugins({})).items);
  const asking = useSignal<Plugin | undefined>(undefined);
  const turnOff = useAction(async ({ id }: Plugin) => {
    const { switched } = await lms.admin.turnOff({ plugin: id, withDependents: true });
    asking.value = undefined;
    toast(t('plugins.switched-off', { count: switched.length, names: formatList(switched.map(pluginName)) }));
    await live.refresh();
  });
  const turnOn = useAction(async ({ id }: Plugin) => {
    const { switched } = await lms.admin.turnOn({ plugin: id });
    toast(t('plugins.switched-on', { count: switched.length, names: formatList(switched.map(pluginName)) }));
    await live.refresh();
  });
  const on = (id: string) => live.data.find((one) => one.id === id)?.state === 'on';
  const going = asking.value?.neededBy.filter(on) ?? [];
  const problem = turnOff.problem ?? turnOn.problem ?? live.problem;
  return (
    <>
      <PageHead title={t('plugins')} size="medium">
        {t('plugins.lead')}
      </PageHead>
      {problem && <Problem problem={problem} />}
      <Table
        label={t('plugins')}
        rows={live.data}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'name',
            label: t('plugins.name'),
            header: true,
            cell: ({ id, summary, privileged }) => (
              <span data-plugin={id}>
                {pluginName(id)} <code class="small muted">{id}</code>
                <span class="small soft admin-hint">{privileged ? t('plugins.privileged') : summary}</span>
              </span>
            ),
          },
          { id: 'version', label: t('plugins.version'), cell: ({ version }) => version ?? '–' },
          {
            id: 'needs',
            label: t('plugins.needs'),
            cell: ({ needs }) => (
              <span class="small">{needs.length === 0 ? t('plugins.nothing') : formatList(needs.map(pluginName))}</span>
            ),
          },
          { id: 'state', label: t('plugins.state'), cell: (plugin) => <State plugin={plugin} /> },
          {
            id: 'do',
            label: t('plugins.turn-off'),
            quiet: true,
            cell: (plugin) => {
              const { id, state, essential } = plugin;
              if (essential) return null;
              if (state === 'on')
                return (
                  <Button
                    size="s"
                    kind="quiet"
                    class="admin-nowrap"
                    label={t('plugins.turn-off.label', { name: pluginName(id) })}
                    onClick={() => (asking.value = plugin)}
                  >
                    {t('plugins.turn-off')}
                  </Button>
                );
              return (
                <Button
                  size="s"
                  class="admin-nowrap"
                  busy={turnOn.busy}
                  label={t('plugins.turn-on.label', { name: pluginName(id) })}
                  onClick={() => void turnOn.run(plugin)}
                >
                  {t('plugins.turn-on')}
                </Button>
              );
            },
          },
        ]}
      />
      <p>
        <ByCommand command="lms plugin off PLUGIN" />
      </p>
      <Confirm
        open={asking.value !== undefined}
        onClose={() => (asking.value = undefined)}
        title={t('plugins.ask', { name: pluginName(asking.value?.id ?? '') })}
        deed={t('plugins.ask.do', { count: going.length + 1 })}
        kind="primary"
        keep={t('plugins.keep')}
        busy={turnOff.busy}
        onConfirm={() => asking.value && turnOff.run(asking.value)}
      >
        <p>{t('plugins.ask.what')}</p>
        {going.length > 0 && (
          <>
            <p>{t('plugins.ask.also')}</p>
            <ul>
              {going.map((id) => (
                <li key={id}>{pluginName(id)}</li>
              ))}
            </ul>
          </>
        )}
        {asking.value && (
          <ByCommand command={`lms plugin off ${asking.value.id}${going.length > 0 ? ' --with-dependents' : ''}`} />
        )}
      </Confirm>
    </>
  );
}

function State({ plugin: { state, essential, offSince, offBy } }: { readonly plugin: Plugin }) {
  if (essential)
    return (
      <Badge>
        <Icon name="lock" /> {t('plugins.essential')}
      </Badge>
    );
  if (state === 'on' || offSince === null) return <Status tone="good">{t('plugins.on')}</Status>;
  const when = formatDate(offSince, 'moment');
  return (
    <Status tone="warn">{offBy ? t('plugins.off-by', { when, name: offBy }) : t('plugins.off-since', { when })}</Status>
  );
}
