import type { AdminBackupsOutput, AdminProgressOutput, AdminStorageOutput } from '@lectern/sdk';
import {
  Button,
  ByCommand,
  Empty,
  formatAgo,
  formatBytes,
  formatNumber,
  PageHead,
  Problem,
  ProgressBar,
  type ScreenProps,
  Section,
  Table,
  Time,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './admin.css';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';

interface Data extends AdminBackupsOutput {
  readonly use: AdminStorageOutput;
}
type Progress = AdminProgressOutput;
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Copies of everything, and who uses how much. */
export function Page({ data, lms }: ScreenProps<Data>) {
  const { use } = data;
  const backups = useData(data, async () => ({ use, ...(await lms.admin.backups({})) }));
  const progress = useSignal<Progress | undefined>(undefined);
  const backUp = useAction(async () => {
    const { jobId } = await lms.admin.backUp({});
    for (;;) {
      const now: Progress = await lms.admin.progress({ jobId });
      progress.value = now;
      if (now.state !== 'waiting' && now.state !== 'running') break;
      await pause(400);
    }
    const { state, error } = progress.value;
    progress.value = undefined;
    toast(state === 'done' ? t('storage.backup-made') : t('storage.backup-failed', { error: error ?? state }));
    await backups.refresh();
  });
  const sweep = useAction(async () => {
    await lms.admin.sweep({});
    toast(t('storage.swept'));
  });
  const problem = backUp.problem ?? sweep.problem ?? backups.problem;
  const now = progress.value;
  const button = (
    <Button kind="primary" busy={backUp.busy} busyLabel={t('storage.backing-up')} onClick={() => void backUp.run()}>
      {t('storage.backup-now')}
    </Button>
  );
  const { items, folder } = backups.data;
  return (
    <>
      <PageHead title={t('storage')} size="medium" actions={items.length > 0 && button}>
        {t('storage.lead', { free: formatBytes(use.free), total: formatBytes(use.total) })}
      </PageHead>
      {problem && <Problem problem={problem} />}
      {now && (
        <p role="status">
          <ProgressBar value={now.done} max={Math.max(1, now.total)} label={t('storage.backup-progress')} />
        </p>
      )}
      <Section title={t('storage.backups')}>
        {items.length === 0 ? (
          <Empty title={t('storage.no-backup')} action={button}>
            {t('storage.no-backup.what')}
          </Empty>
        ) : (
          <Backups items={items} folder={folder} />
        )}
        <ByCommand command="lms backup" about={t('storage.backup-now')} />
      </Section>
      <Section title={t('storage.use')} aside={t('storage.counted', { ago: formatAgo(use.countedAt) })}>
        <dl class="admin-facts">
          <dt class="muted">{t('storage.total')}</dt>
          <dd>{formatBytes(use.bytes)}</dd>
          <dt class="muted">{t('storage.database')}</dt>
          <dd>{formatBytes(use.database)}</dd>
        </dl>
        {use.objects === 0 ? (
          <p class="soft">{t('storage.nothing')}</p>
        ) : (
          <div class="admin-two">
            <Amounts
              label={t('storage.by-plugin')}
              of={t('storage.plugin')}
              rows={use.byPlugin.map(({ plugin, ...amount }) => ({ name: pluginName(plugin), ...amount }))}
            />
            <Amounts
              label={t('storage.by-school')}
              of={t('storage.school')}
              rows={use.bySchool.map(({ name, ...amount }) => ({ name: name ?? t('storage.no-school'), ...amount }))}
            />
          </div>
        )}
        {use.unused && (
          <p class="row">
            <span>{t('storage.unused', { count: use.unused.objects, size: formatBytes(use.unused.bytes) })}</span>
            <Button size="s" kind="quiet" busy={sweep.busy} onClick={() => void sweep.run()}>
              {t('storage.sweep')}
            </Button>
          </p>
        )}
        <ByCommand command="lms call admin.storage" about={t('storage.use')} />
      </Section>
    </>
  );
}

const Backups = ({ items, folder }: AdminBackupsOutput) => (
  <>
    <Table
      label={t('storage.backups')}
      rows={items}
      rowKey={({ name }) => name}
      columns={[
        {
          id: 'made',
          label: t('storage.made'),
          header: true,
          cell: ({ madeAt, name }) => (
            <>
              <Time at={madeAt} as="moment" />
              <span class="small soft admin-hint" dir="ltr">
                {name}
              </span>
            </>
          ),
        },
        {
          id: 'holds',
          label: t('storage.holds'),
          cell: ({ rows, objects }) => t('storage.holds.what', { rows, objects }),
        },
        { id: 'size', label: t('storage.size'), numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
      ]}
    />
    <p class="small soft">{t('storage.folder', { folder })}</p>
    <p class="small soft">{t('storage.restore')}</p>
    <p class="small">
      <code dir="ltr">lms restore data/backups/{items[0]?.name} --dir new-school</code>
    </p>
  </>
);

interface Amount {
  readonly name: string;
  readonly objects: number;
  readonly bytes: number;
}
const Amounts = ({ label, of, rows }: { label: string; of: string; rows: readonly Amount[] }) => (
  <Table
    label={label}
    rows={rows}
    rowKey={({ name }) => name}
    columns={[
      { id: 'name', label: of, header: true, cell: ({ name }) => <bdi>{name}</bdi> },
      { id: 'files', label: t('storage.files'), numeric: true, cell: ({ objects }) => formatNumber(objects) },
      { id: 'size', label: t('storage.size'), numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
    ]}
  />
);
