// On every screen, in every frame, while somebody acts as another: who acts as whom, and the way out.
import type { Lectern } from '@lectern/sdk';
import { announce, Button, goAfresh, Icon, to, useAction, type Viewer } from '@lectern/ui';
import { useEffect } from 'preact/hooks';
import './acting.css';
import { t } from './messages.ts';

interface ActingProps {
  readonly by: string;
  readonly as: Viewer;
  readonly lms: Lectern;
}

/** First in the page, so that it is met first by keyboard and screen reader; at the foot of the window, where no bar of a screen is. */
export function Acting({ by, as, lms }: ActingProps) {
  const stop = useAction(async () => {
    await lms.auth.stopImpersonating({});
    goAfresh(to('/'));
  });
  const who = t('acting.who', { by, as: as.name });
  useEffect(() => announce(who), [who]);
  return (
    <section class="acting" aria-label={t('acting.label')}>
      <Icon name="eye" />
      <p>
        <span class="acting-long">
          {t.parts('acting.who', {
            by: <bdi>{by}</bdi>,
            as: (
              <b>
                <bdi>{as.name}</bdi>
              </b>
            ),
          })}
        </span>
        <span class="acting-short">
          {t.parts('acting.short', {
            by: <bdi>{by}</bdi>,
            as: (
              <b>
                <bdi>{as.name}</bdi>
              </b>
            ),
          })}
        </span>
      </p>
      <Button size="s" busy={stop.busy} onClick={() => void stop.run()}>
        {t('acting.stop')}
      </Button>
    </section>
  );
}
