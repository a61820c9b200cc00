import {
  Button,
  ButtonLink,
  Callout,
  Confirm,
  Crumbs,
  go,
  PageHead,
  Problem,
  ProgressBar,
  type ScreenProps,
  Section,
  to,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import './bulk.css';
import { CountsOf, type Import } from './marks.tsx';
import { Plan } from './plan.tsx';
import { Remarks } from './remarks.tsx';
import { said } from './said.ts';
import { t } from './words.ts';

const isWorking = ({ state }: Import) => state === 'waiting' || state === 'running';

/** One file: what is in it, what would become of it, how far it is, what became of it. All of it survives a reload. */
export function Page({ data, lms }: ScreenProps<Import>) {
  const importId = data.id;
  const live = useData(data, () => lms.users.import({ importId }));
  const planning = useSignal(false);
  const forgetting = useSignal(false);
  const now = live.data;
  const working = isWorking(now);
  useEffect(() => {
    if (!working) return undefined;
    const timer = setInterval(() => void live.refresh(), 700);
    return () => clearInterval(timer);
  }, [working, live]);
  const run = useAction(async (asked: Omit<Parameters<typeof lms.users.runImport>[0], 'importId'>) => {
    const begun = await lms.users.runImport({ importId, ...asked });
    planning.value = false;
    live.set(() => begun);
  });
  const cancel = useAction(async () => {
    const stopped = await lms.users.cancelImport({ importId });
    live.set(() => stopped);
  });
  const forget = useAction(async () => {
    await lms.users.removeImport({ importId });
    go(to('/people/import'));
  });
  const choosing = now.kept && (now.state === 'ready' || planning.value) && !working;
  const asBefore = {
    key: now.key,
    invite: now.invite,
    columns: now.columns.map(({ target }) => target),
  };
  return (
    <>
      <Crumbs path={[{ label: t('back'), href: to('/people/import') }]} />
      <PageHead size="medium" title={<bdi>{now.name}</bdi>} />
      {live.problem && <Problem problem={live.problem} onRetry={live.refresh} />}
      {run.problem && <Problem problem={run.problem} />}
      {cancel.problem && <Problem problem={cancel.problem} />}
      {choosing && (
        <Plan found={now} lms={lms} busy={run.busy} onRun={run.run} onFound={(other) => live.set(() => other)} />
      )}
      {working && (
        <div class="stack" role="status">
          <h2>{t(now.dryRun ? 'trying' : 'running')}</h2>
          <ProgressBar value={now.fraction} label={t(now.dryRun ? 'trying' : 'running')} />
          <p class="small muted">{t('running.rows', { count: now.rows })}</p>
          <CountsOf counts={now.counts} />
          <div>
            <Button busy={cancel.busy} onClick={() => cancel.run()}>
              {t('cancel')}
            </Button>
          </div>
        </div>
      )}
      {!working && !choosing && (
        <div class="stack bulk-report">
          <Section
            title={t(
              now.state === 'failed'
                ? 'failed'
                : now.state === 'cancelled'
                  ? 'cancelled'
                  : now.dryRun
                    ? 'tried'
                    : 'done',
            )}
          >
            {now.state === 'failed' && <Callout tone="danger" title={t('failed.why')} />}
            {now.state === 'done' && now.dryRun && <p class="muted">{t('tried.why')}</p>}
            {now.stopped && (
              <Callout tone="warn" title={t('stopped', { line: now.stopped.line })}>
                <p>{said('stop', now.stopped)}</p>
              </Callout>
            )}
            <CountsOf counts={now.counts} />
          </Section>
          <div class="row">
            {now.kept && (
              <>
                <Button kind="primary" busy={run.busy} onClick={() => run.run({ ...asBefore, dryRun: false })}>
                  {t('run.now')}
                </Button>
                <Button onClick={() => (planning.value = true)}>{t('again')}</Button>
              </>
            )}
            {!now.kept && (
              <ButtonLink kind="primary" href={to('/people')}>
                {t('open-people')}
              </ButtonLink>
            )}
            {now.counts.refused > 0 && (
              <ButtonLink kind="secondary" href={to(`/api/users/imports/${importId}/refused.csv`)} download>
                {t('download')}
              </ButtonLink>
            )}
          </div>
          <Remarks lms={lms} key={now.finishedAt} of={now} />
        </div>
      )}
      {!working && (
        <p>
          <Button kind="quiet" onClick={() => (forgetting.value = true)}>
            {t('forget')}
          </Button>
        </p>
      )}
      <Confirm
        open={forgetting.value}
        onClose={() => (forgetting.value = false)}
        title={t('forget')}
        deed={t('forget')}
        busy={forget.busy}
        onConfirm={() => forget.run()}
      >
        <p>{t('forget.why')}</p>
        {forget.problem && <Problem problem={forget.problem} />}
      </Confirm>
    </>
  );
}
