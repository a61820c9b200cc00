import type { Lectern } from '@lectern/sdk';

const everyMs = 10_000;

/** Tells where somebody is: every ten seconds of watching, when they stop, and when the page goes. @returns what ends it */
export function keepPosition(video: HTMLVideoElement, mediaId: string, lms: Lectern): () => void {
  let told = -1;
  let last = 0;
  const tell = () => {
    const seconds = Math.floor(video.currentTime);
    if (seconds === told || video.readyState === 0) return;
    told = seconds;
    last = Date.now();
    lms.streaming.setPosition({ mediaId, seconds }).catch(() => {}); // the next one tells
  };
  const now = () => {
    if (!video.paused && Date.now() - last > everyMs) tell();
  };
  const leave = () => {
    if (document.visibilityState === 'hidden' && last > 0) tell();
  };
  video.addEventListener('timeupdate', now);
  video.addEventListener('pause', tell);
  document.addEventListener('visibilitychange', leave);
  return () => {
    video.removeEventListener('timeupdate', now);
    video.removeEventListener('pause', tell);
    document.removeEventListener('visibilitychange', leave);
    if (last > 0) tell();
  };
}
