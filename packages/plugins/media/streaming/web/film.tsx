import type { LessonMediaProps } from '@lectern/content/web';
import type { StreamingPlayOutput, VideoGetOutput } from '@lectern/sdk';
import { Button, Callout, formatPercent, ProgressBar, useAction, useScreen, useWhileSeen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';
import { Player } from './player.tsx';

/** Any of the reasons: the catalogue has all of them. */
type Reason = 'fault.damaged';

/** A film in a lesson: the player, or how far it is, or why there is none. */
export function Filling({ mediaId, kind, title }: LessonMediaProps) {
  return kind === 'video' ? <Film mediaId={mediaId} title={title} /> : null;
}

function Film({ mediaId, title }: Pick<LessonMediaProps, 'mediaId' | 'title'>) {
  const { lms } = useScreen();
  const video = useSignal<VideoGetOutput | undefined>(undefined);
  const playing = useSignal<StreamingPlayOutput | undefined>(undefined);
  const look = async () => {
    const seen = await lms.video.get({ mediaId }).catch(() => undefined); // the link to the file stays
    if (!seen || playing.peek()) return;
    if (seen.state === 'ready') playing.value = await lms.streaming.play({ mediaId });
    video.value = seen;
  };
  useEffect(() => void look(), [lms, mediaId]);
  useWhileSeen(() => {
    if (playing.peek()) return () => {};
    return lms.listen([mediaId], { ready: look, heard: look });
  });
  // What happens within a minute of film is told to nobody: a look now and then shows it.
  useEffect(() => {
    const timer = setInterval(() => {
      const state = video.peek()?.state;
      if (state === 'waiting' || state === 'working') void look();
    }, 3_000);
    return () => clearInterval(timer);
  }, [mediaId]);
  const retry = useAction(async () => {
    video.value = await lms.video.retry({ mediaId });
  });
  if (playing.value) return <Player playing={playing.value} title={title} lms={lms} />;
  if (!video.value) return null;
  const { state, percent, failure } = video.value;
  if (state === 'failed')
    return (
      <Callout tone="warn" title={t('failed')}>
        <p>{t(`fault.${failure?.code}` as Reason)}</p>
        {failure?.mayRetry && (
          <Button kind="secondary" size="s" icon="rotate-ccw" busy={retry.busy} onClick={() => retry.run()}>
            {t('retry')}
          </Button>
        )}
      </Callout>
    );
  return (
    <div class="stack" role="status">
      <p>{state === 'waiting' ? t('waiting') : t('making', { percent: formatPercent(percent / 100) })}</p>
      <ProgressBar value={percent} max={100} label={t('film', { title })} />
      <p class="small muted">{t('making.what')}</p>
    </div>
  );
}
