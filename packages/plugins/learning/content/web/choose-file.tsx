// A file of the course, chosen in a dialog, as a promise: what asks for one need not know how it is chosen.
import { MediaPicker } from '@lectern/media/web';
import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ShownFile } from './editor/views.ts';

type Chosen = ShownFile & { readonly id: string };
export interface Choosing {
  readonly open: Signal<boolean>;
  /** @returns undefined when nothing was chosen */
  readonly choose: () => Promise<Chosen | undefined>;
  readonly end: (chosen: Chosen | undefined) => void;
}

export function useChooseFile(): Choosing {
  const open = useSignal(false);
  const waiting = useRef<((chosen: Chosen | undefined) => void) | undefined>(undefined);
  return {
    open,
    choose: () =>
      new Promise((done) => {
        waiting.current = done;
        open.value = true;
      }),
    end(chosen) {
      open.value = false;
      waiting.current?.(chosen);
      waiting.current = undefined;
    },
  };
}

export interface ChooseFileProps {
  readonly choosing: Choosing;
  readonly courseId: string;
}

/** The library of the course, in a dialog. */
export function ChooseFile({ choosing, courseId }: ChooseFileProps) {
  return (
    <MediaPicker
      open={choosing.open.value}
      courseId={courseId}
      onClose={() => choosing.end(undefined)}
      onPick={({ id, kind, title, address }) => choosing.end({ id, kind, title, address })}
    />
  );
}
