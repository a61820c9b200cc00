import type { AdminQueuesOutput, AdminWorkOutput } from '@lectern/sdk';
import {
  Button,
  ByCommand,
  Empty,
  formatAgo,
  More,
  PageHead,
  Problem,
  ProgressBar,
  type ScreenProps,
  Section,
  TabLinks,
  Table,
  Time,
  to,
  toast,
  useAction,
  useData,
  useList,
  useWhileSeen,
} from '@lectern/ui';
import './admin.css';
import type { WorkState } from './index.ts';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';
import { said } from './said.ts';

type Work = AdminWorkOutput['items'][number];
interface Data extends AdminWorkOutput {
  readonly state: WorkState;
  readonly queues: AdminQueuesOutput['items'];
}
const states: readonly WorkState[] = ['failed', 'running', 'waiting', 'done', 'cancelled'];
const everyMs = 3_000;

/** Work behind the screens: what failed and why, what runs, what waits. */
export function Page({ data, lms }: ScreenProps<Data>) {
  const { state } = data;
  const counted = useData(data.queues, async () => (await lms.admin.queues({})).items);
  const work = useList(data, (cursor) => lms.admin.work({ state, cursor }));
  const refresh = () => Promise.all([counted.refresh(), work.refresh()]);
  // What was added by hand below would go with every look.
  useWhileSeen(() => {
    const timer = setInterval(() => work.items.length <= 50 && void refresh(), everyMs);
    return () => clearInterval(timer);
  });
  const retry = useAction(async ({ id }: Work) => {
    await lms.admin.retryWork({ workId: id });
    toast(t('jobs.retried'));
    await refresh();
  });
  const cancel = useAction(async ({ id }: Work) => {
    await lms.admin.cancelWork({ workId: id });
    toast(t('jobs.cancelled'));
    await refresh();
  });
  const queues = counted.data;
  const sum = (what: 'failed' | 'running' | 'waiting') => queues.reduce((all, one) => all + one[what], 0);
  const problem = retry.problem ?? cancel.problem ?? counted.problem;
  return (
    <>
      <PageHead title={t('jobs')} size="medium">
        {t('jobs.lead')}
      </PageHead>
      <TabLinks
        label={t('jobs')}
        links={states.map((one) => ({
          label: t(`jobs.state.${one}`),
          href: to('/admin/jobs', undefined, one === 'failed' ? {} : { state: one }),
          current: one === state,
          ...((one === 'failed' || one === 'running' || one === 'waiting') && { count: sum(one) }),
        }))}
      />
      {problem && <Problem problem={problem} />}
      {work.items.length === 0 ? (
        <Empty title={t(`jobs.none.${state}`)}>{t(`jobs.none.${state}.what`)}</Empty>
      ) : (
        <ul class="rows admin-work">
          {work.items.map((one) => (
            <Item key={one.id} work={one} retry={retry} cancel={cancel} />
          ))}
        </ul>
      )}
      <More of={work} />
      <Section title={t('jobs.queues')}>
        {queues.length === 0 ? (
          <p class="soft">{t('jobs.queue.none')}</p>
        ) : (
          <div class="admin-narrow">
            <Table
              label={t('jobs.queues')}
              rows={queues}
              rowKey={({ queue }) => queue}
              columns={[
                { id: 'queue', label: t('jobs.queue'), header: true, cell: ({ queue }) => pluginName(queue) },
                { id: 'waiting', label: t('jobs.state.waiting'), numeric: true, cell: ({ waiting }) => waiting },
                { id: 'running', label: t('jobs.state.running'), numeric: true, cell: ({ running }) => running },
                { id: 'failed', label: t('jobs.state.failed'), numeric: true, cell: ({ failed }) => failed },
                {
                  id: 'since',
                  label: t('jobs.since'),
                  cell: ({ since }) => (since ? <Time at={since} as="moment" /> : '–'),
                },
              ]}
            />
          </div>
        )}
      </Section>
    </>
  );
}

interface Doing {
  readonly busy: boolean;
  readonly run: (work: Work) => unknown;
}
function Item({ work, retry, cancel }: { readonly work: Work; readonly retry: Doing; readonly cancel: Doing }) {
  const title = said(work.title);
  const again = work.state === 'failed' || work.state === 'cancelled';
  const stoppable = work.kind === 'job' && (work.state === 'waiting' || work.state === 'running');
  return (
    <li class="stack" style="--gap: var(--s-2)" data-work={work.name}>
      <div>
        <b>{title}</b>
        {work.about && (
          <>
            : <bdi>{work.about}</bdi>
          </>
        )}
        <p class="small muted">
          {pluginName(work.plugin)} · {when(work)}
        </p>
      </div>
      {work.state === 'running' && work.total > 0 && (
        <ProgressBar value={work.done} max={work.total} label={t('jobs.progress', { title })} />
      )}
      {work.note && work.state === 'running' && <p class="small soft">{work.note}</p>}
      {work.why && work.state !== 'done' && <p>{t(`why.${work.why}`)}</p>}
      {work.error && (
        <details class="small">
          <summary>{t('jobs.words')}</summary>
          <pre dir="ltr">{work.error}</pre>
        </details>
      )}
      <div class="row">
        {again && (
          <Button
            size="s"
            icon="rotate-ccw"
            busy={retry.busy}
            label={t('jobs.retry.label', { title })}
            onClick={() => void retry.run(work)}
          >
            {t('jobs.retry')}
          </Button>
        )}
        {stoppable && (
          <Button
            size="s"
            kind="quiet"
            busy={cancel.busy}
            label={t('jobs.cancel.label', { title })}
            onClick={() => void cancel.run(work)}
          >
            {t('jobs.cancel')}
          </Button>
        )}
        {(again || stoppable) && (
          <ByCommand command={`lms jobs ${again ? 'retry' : 'cancel'} ${work.id}`} about={title} />
        )}
      </div>
    </li>
  );
}

function when({ state, createdAt, runAt, finishedAt, attempt, attempts, error }: Work): string {
  const of = { attempt, of: attempts };
  if (state === 'failed') return t('jobs.failed-at', { ago: formatAgo(finishedAt ?? createdAt), ...of });
  if (state === 'running') return t('jobs.begun-at', { ago: formatAgo(createdAt), ...of });
  if (state === 'waiting') return t(error ? 'jobs.will-retry' : 'jobs.starts-at', { ago: formatAgo(runAt) });
  return t('jobs.ended-at', { ago: formatAgo(finishedAt ?? createdAt) });
}
