/** Keys of the player, as the design has them; not in a choice, and not what the browser's own controls take themselves. */
export function keyPressed(event: KeyboardEvent, video: HTMLVideoElement, faster: (step: number) => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
  // Every browser's own controls take the space bar when they have the focus: two would cancel each other.
  if (event.key === ' ' && event.target === video) return;
  const seek = (seconds: number) => {
    video.currentTime = Math.max(0, video.currentTime + seconds);
  };
  const keys: Record<string, () => void> = {
    ' ': () => void (video.paused ? video.play().catch(() => {}) : video.pause()),
    ArrowLeft: () => seek(-5),
    ArrowRight: () => seek(5),
    f: () => void (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()).catch(() => {}),
    m: () => {
      video.muted = !video.muted;
    },
    c: () => switchCaptions(video),
    '<': () => faster(-1),
    '>': () => faster(1),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** Off, or those in the language of the page, else the first. */
function switchCaptions({ textTracks }: HTMLVideoElement): void {
  const tracks = [...textTracks];
  const shown = tracks.find(({ mode }) => mode === 'showing');
  if (shown) shown.mode = 'disabled';
  else {
    const wanted = tracks.find(
      ({ language }) => language.split('-')[0] === document.documentElement.lang.split('-')[0],
    );
    const chosen = wanted ?? tracks[0];
    if (chosen) chosen.mode = 'showing';
  }
}
