// biome-ignore-all lint/a11y/useMediaCaption: a sound has no picture to put words under
import type { LessonMediaProps } from '@lectern/content/web';
import { to, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** A sound in a lesson plays where it stands. */
export function Filling({ mediaId, kind, title }: LessonMediaProps) {
  const { lms } = useScreen();
  const address = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (kind !== 'audio') return;
    lms.media.get({ mediaId }).then(
      (item) => (address.value = to('/api/media/items/:mediaId/:name', { mediaId, name: item.name })),
      () => {}, // the link stays
    );
  }, [lms, mediaId, kind, address]);
  if (kind !== 'audio' || !address.value) return null;
  return (
    <>
      <p class="small muted">{title}</p>
      <audio controls preload="metadata" src={address.value} aria-label={title} />
    </>
  );
}
