// What plays HLS: Safari by itself, all others with hls.js, which is loaded only then.
import type { StreamingPlayOutput } from '@lectern/sdk';

export interface Attached {
  readonly native: boolean;
  /** Largest first. */
  readonly qualities: readonly { readonly level: number; readonly lines: number }[];
  /** -1 lets the connection decide. */
  choose(level: number): void;
  detach(): void;
}

/** @param from seconds to begin at @param onFault it stopped and may go on when it is asked again */
export async function attach(
  video: HTMLVideoElement,
  { hls: address }: StreamingPlayOutput,
  from: number,
  onFault: () => void,
): Promise<Attached> {
  // Chromium says "maybe" since it plays HLS too, but offers no choice of quality: only Safari has this event.
  if ('WebKitPlaybackTargetAvailabilityEvent' in window && video.canPlayType('application/vnd.apple.mpegurl')) {
    const begin = () => {
      video.currentTime = from;
    };
    video.addEventListener('loadedmetadata', begin, { once: true });
    video.addEventListener('error', onFault);
    video.src = address;
    return {
      native: true,
      qualities: [],
      choose: () => {},
      detach: () => {
        video.removeEventListener('loadedmetadata', begin);
        video.removeEventListener('error', onFault);
        video.removeAttribute('src');
        video.load();
      },
    };
  }
  // The whole of it: the light one plays no separate track of sound.
  const { default: Hls } = await import('hls.js');
  const hls = new Hls({
    startPosition: from,
    autoStartLoad: true,
    capLevelToPlayerSize: true,
    maxBufferLength: 30,
    enableWorker: false, // nothing is repackaged here, and a worker from a blob is refused by the policy of the page
    renderTextTracksNatively: false, // <track> shows them
  });
  let mended = 0;
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && mended++ < 2) return hls.recoverMediaError();
    onFault();
    video.addEventListener('play', () => hls.startLoad(), { once: true });
  });
  const parsed = new Promise<void>((resolve) => {
    hls.on(Hls.Events.MANIFEST_PARSED, () => resolve());
    hls.on(Hls.Events.ERROR, (_, { fatal }) => fatal && resolve());
  });
  hls.loadSource(address);
  hls.attachMedia(video);
  await parsed;
  return {
    native: false,
    qualities: hls.levels
      .map(({ width, height }, level) => ({ level, lines: Math.min(width, height) }))
      .sort((a, b) => b.lines - a.lines),
    choose: (level) => {
      hls.nextLevel = level;
    },
    detach: () => hls.destroy(),
  };
}
