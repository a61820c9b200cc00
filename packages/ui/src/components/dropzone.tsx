// biome-ignore-all lint/a11y/noStaticElementInteractions: what a drop does, the buttons inside do too
import { useSignal } from '@preact/signals';
import type { ComponentChildren, TargetedDragEvent, TargetedEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { announce } from '../hooks/announce.ts';
import { t } from '../messages/t.ts';
import { type DroppedFile, filesDropped, filesPicked } from './dropped-files.ts';

export interface DropzoneProps {
  readonly onFiles: (files: readonly DroppedFile[]) => unknown;
  /** `folder` takes any number of files and whole folders, `file` exactly one. */
  readonly takes?: 'folder' | 'file';
  /** As of the `accept` attribute, for the picker; what was dropped must be judged by whoever gets it. */
  readonly accept?: string;
  readonly children?: ComponentChildren;
}

/** A place for a file, many files, or a folder with everything in it. Dropping is never the only way. */
export function Dropzone({ onFiles, takes = 'folder', accept, children }: DropzoneProps) {
  const over = useSignal(false);
  const reading = useSignal<number | undefined>(undefined);
  const failed = useSignal(false);
  const give = (files: readonly DroppedFile[]) => {
    const taken = takes === 'file' ? files.slice(0, 1) : files;
    announce(t('drop.took', { count: taken.length }));
    if (taken.length > 0) onFiles(taken);
  };
  const drop = async (event: TargetedDragEvent<HTMLDivElement>) => {
    event.preventDefault();
    over.value = false;
    if (!event.dataTransfer) return;
    failed.value = false;
    reading.value = 0;
    try {
      give(await filesDropped(event.dataTransfer, (count) => (reading.value = count)));
    } catch {
      failed.value = true;
    } finally {
      reading.value = undefined;
    }
  };
  return (
    <div
      class="dropzone"
      data-over={over.value ? '' : undefined}
      aria-busy={reading.value === undefined ? undefined : 'true'}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) over.value = false;
      }}
      onDrop={drop}
    >
      {children}
      {reading.value ? (
        <p>{t('drop.reading', { count: reading.value })}</p>
      ) : (
        <p>
          {t(takes === 'file' ? 'drop.file' : 'drop.files')}{' '}
          <Picker
            words={t(takes === 'file' ? 'drop.choose-file' : 'drop.choose-files')}
            accept={accept}
            several={takes === 'folder'}
            onFiles={give}
          />
          {takes === 'folder' && (
            <>
              {' '}
              {t('drop.or')} <Picker words={t('drop.choose-folder')} folder several onFiles={give} />
            </>
          )}
        </p>
      )}
      {failed.value && (
        <p class="error" role="alert">
          {t('drop.unreadable')}
        </p>
      )}
    </div>
  );
}

interface PickerProps {
  readonly words: string;
  readonly accept?: string | undefined;
  readonly several?: boolean;
  readonly folder?: boolean;
  readonly onFiles: (files: readonly DroppedFile[]) => void;
}

/** The input itself cannot be styled or worded, so a button presses it. */
function Picker({ words, accept, several, folder, onFiles }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const change = (event: TargetedEvent<HTMLInputElement>) => {
    onFiles(filesPicked(event.currentTarget));
    event.currentTarget.value = ''; // so that choosing the same file again is a change
  };
  return (
    <>
      <button type="button" class="link-button" onClick={() => input.current?.click()}>
        {words}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={several}
        accept={accept}
        {...(folder && { webkitdirectory: true })}
        onChange={change}
      />
    </>
  );
}
