import type { AuthSessionsOutput } from '@lectern/sdk';
import { Badge, Button, Problem, type ScreenClient, Section, Time, useAction, useData } from '@lectern/ui';
import { t } from './messages.ts';

type Open = AuthSessionsOutput['items'][number];

export function Sessions({ initial, lms }: { readonly initial: readonly Open[]; readonly lms: ScreenClient }) {
  const list = useData(initial, async () => (await lms.auth.sessions()).items);
  const end = useAction(async (sessionId: string) => {
    await lms.auth.endSession({ sessionId });
    await list.refresh();
  });
  const endOthers = useAction(async () => {
    await lms.auth.endOtherSessions();
    await list.refresh();
  });
  const others = list.data.filter(({ current }) => !current);
  return (
    <Section title={t('sessions')}>
      <div class="stack">
        <p class="soft">{t('sessions.lead')}</p>
        {(end.problem ?? endOthers.problem) && <Problem problem={(end.problem ?? endOthers.problem)!} />}
        <ul class="rows plain" aria-label={t('sessions')}>
          {list.data.map((one) => (
            <SessionLine key={one.id} of={one} busy={end.busy} onEnd={() => void end.run(one.id)} />
          ))}
        </ul>
        {others.length > 1 && (
          <div>
            <Button kind="danger" busy={endOthers.busy} onClick={() => void endOthers.run()}>
              {t('sessions.end-others', { count: others.length })}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

interface SessionLineProps {
  readonly of: Open;
  readonly busy?: boolean;
  /** Absent where it is only looked at. */
  readonly onEnd?: () => void;
}
export function SessionLine({ of: one, busy = false, onEnd }: SessionLineProps) {
  const device = one.device || t('sessions.unknown');
  return (
    <li class="session-line">
      <div>
        <p>
          <bdi>{device}</bdi> {one.current && <Badge tone="good">{t('sessions.this')}</Badge>}
        </p>
        <p class="small muted">
          {t(`sessions.how.${one.how}`)}
          {' · '}
          {t.parts('sessions.seen', { when: <Time at={one.lastSeenAt} as="ago" /> })}
          {one.network && (
            <>
              {' · '}
              <bdi>{one.network}</bdi>
            </>
          )}
        </p>
      </div>
      {onEnd && !one.current && (
        <Button size="s" busy={busy} label={t('sessions.end-this', { device })} onClick={onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
