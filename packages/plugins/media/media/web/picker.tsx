import type { MediaGetOutput } from '@lectern/sdk';
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

export interface MediaPickerProps {
  readonly open: boolean;
  readonly courseId: string;
  /** Only files of this kind are offered. */
  readonly kind?: MediaGetOutput['kind'] | undefined;
  readonly onClose: () => void;
  /** One was chosen or uploaded; the picker has not closed itself. */
  readonly onPick: (item: MediaGetOutput) => unknown;
}

/** Chooses a file of the course, or brings one in. Its code comes when it is opened first. */
export function MediaPicker(props: MediaPickerProps) {
  const Loaded = useSignal<{ readonly Picking: ComponentType<MediaPickerProps> } | undefined>(undefined);
  useEffect(() => {
    if (props.open && !Loaded.peek())
      import('./picking.tsx').then(
        (module) => (Loaded.value = module),
        (error) => console.error('the files of the course could not be shown', error),
      );
  }, [props.open, Loaded]);
  return Loaded.value ? <Loaded.value.Picking {...props} /> : null;
}
