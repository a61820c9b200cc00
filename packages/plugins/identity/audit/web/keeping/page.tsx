import type { AuditHoldsOutput, AuditTombstonesOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Confirm,
  Empty,
  formatNumber,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Time,
  to,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { LogTabs } from '../shown/tabs.tsx';
import { t } from '../words/words.ts';
import { HoldButton } from './hold.tsx';

type Hold = AuditHoldsOutput['items'][number];
interface Data extends AuditHoldsOutput {
  readonly tombstones: AuditTombstonesOutput['items'];
}

/** How long entries stay, which stay longer and why, and which are gone. */
export function Page({ data, lms, viewer }: ScreenProps<Data>) {
  const live = useData(data, async () => {
    const [holds, tombstones] = await Promise.all([lms.audit.holds({}), lms.audit.tombstones({ limit: 20 })]);
    return { ...holds, tombstones: tombstones.items };
  });
  const lifting = useSignal<Hold | undefined>(undefined);
  const lift = useAction(async (holdId: string) => {
    await lms.audit.release({ holdId });
    lifting.value = undefined;
    toast({ text: t('hold.lifted') });
    await live.refresh();
  });
  const { keepDays, items, tombstones } = live.data;
  const mayHold = viewer?.may('audit.hold') === true;
  const asked = lifting.value;
  return (
    <>
      <PageHead size="medium" title={t('keeping')}>
        {keepDays === 0 ? t('keeping.for-ever') : t('keeping.days', { count: keepDays })}
      </PageHead>
      <LogTabs now="keeping" />
      <div class="log-narrow log-seal section">
        {t('keeping.where')}{' '}
        {viewer?.may('organization.write') && <a href={to('/school/rules')}>{t('keeping.change')}</a>}
      </div>
      {live.problem && <Problem problem={live.problem} />}
      <Section title={t('holds')}>
        <div class="stack log-narrow">
          <p>{t('holds.what')}</p>
          {items.length === 0 ? (
            <Empty
              title={t('holds.none')}
              action={mayHold && <HoldButton primary lms={lms} on={{}} done={() => live.refresh()} />}
            >
              {t('holds.none.what')}
            </Empty>
          ) : (
            <>
              <ul class="rows log-holds">
                {items.map((hold) => (
                  <li key={hold.id} data-held={hold.releasedAt === null}>
                    <p>
                      <b>{onWhat(hold)}</b>{' '}
                      {hold.releasedAt === null ? (
                        <Badge tone="accent" icon="lock">
                          {t('hold.holds')}
                        </Badge>
                      ) : (
                        <Badge>{t('hold.over')}</Badge>
                      )}
                    </p>
                    <p>
                      <bdi>{hold.reason}</bdi>
                    </p>
                    <p class="small muted">
                      {t.parts('hold.by', { name: who(hold.setBy), when: <Time at={hold.setAt} as="date" /> })}
                      {hold.releasedAt !== null && (
                        <>
                          {' · '}
                          {t.parts('hold.lifted-by', {
                            name: who(hold.releasedBy),
                            when: <Time at={hold.releasedAt} as="date" />,
                          })}
                        </>
                      )}
                    </p>
                    {mayHold && hold.releasedAt === null && (
                      <Button
                        size="s"
                        onClick={() => (lifting.value = hold)}
                        label={`${t('hold.lift')}: ${hold.reason}`}
                      >
                        {t('hold.lift')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              {mayHold && (
                <p>
                  <HoldButton lms={lms} on={{}} done={() => live.refresh()} />
                </p>
              )}
            </>
          )}
          <p class="small soft">{t('holds.how')}</p>
        </div>
      </Section>
      <Section title={t('removed')}>
        {tombstones.length === 0 ? (
          <p class="soft">{t('removed.none')}</p>
        ) : (
          <ul class="rows log-holds log-narrow">
            {tombstones.map(({ id, at, count, olderThan, reason, runs, root, size }) => (
              <li key={id}>
                <p>
                  {t('removed.some', { count })}{' '}
                  {t.parts(reason === 'retention' ? 'removed.retention' : 'removed.erased', {
                    when: <Time at={olderThan} as="date" />,
                  })}
                </p>
                <p class="small muted">
                  <Time at={at} as="moment" /> ·{' '}
                  {t('removed.runs', {
                    runs: runs.map((run) => run.map((one) => formatNumber(Number(one))).join('–')).join(', '),
                  })}
                </p>
                <p class="small muted">
                  {t.parts('removed.root', {
                    size: <span>{formatNumber(size)}</span>,
                    root: (
                      <code dir="ltr" class="log-key">
                        {root}
                      </code>
                    ),
                  })}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Confirm
        open={asked !== undefined}
        onClose={() => (lifting.value = undefined)}
        title={t('hold.lift.ask')}
        deed={t('hold.lift')}
        kind="primary"
        busy={lift.busy}
        onConfirm={() => asked && lift.run(asked.id)}
      >
        {lift.problem && <Problem problem={lift.problem} />}
        <p>{t('hold.lift.what')}</p>
      </Confirm>
    </>
  );
}

const onWhat = ({ person, target }: Hold) => {
  if (person !== null) return t.parts('hold.on.person', { name: who(person) });
  return target === null ? t('hold.on.all') : t.parts('hold.on.thing', { id: <code dir="ltr">{target}</code> });
};
const who = (one: { readonly name: string | null } | null) => <bdi>{one?.name ?? t('who.gone')}</bdi>;
