import type { MediaListOutput } from '@lectern/sdk';
import { Dialog, More, type Page, Skeleton, useList, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Finding } from './finding.tsx';
import { Preview } from './item.tsx';
import { t } from './messages.ts';
import type { MediaPickerProps } from './picker.tsx';
import { Uploading } from './uploading.tsx';
import { makeUploads } from './uploads.ts';

const none: Page<MediaListOutput['items'][number]> = { items: [], next: null };

export function Picking({ open, courseId, kind, onClose, onPick }: MediaPickerProps) {
  const { lms } = useScreen();
  const search = useSignal('');
  const known = useSignal(false);
  const files = useList(none, (cursor) =>
    lms.media.list({
      ...{ courseId, limit: 24 },
      ...(cursor && { cursor }),
      ...(search.value && { search: search.value }),
      ...(kind && { kind }),
    }),
  );
  const uploads = useMemo(() => makeUploads(lms, courseId, onPick), [lms, courseId, onPick]);
  useEffect(() => {
    if (open) void files.refresh().then(() => (known.value = true));
  }, [open, files, known]);
  return (
    <Dialog open={open} onClose={onClose} title={t('pick')}>
      <div class="stack media-picker">
        <Uploading uploads={uploads} />
        <Finding search={search} onChange={files.refresh} />
        {!known.value ? (
          <Skeleton />
        ) : files.items.length === 0 ? (
          !files.problem && <p class="soft">{t(search.value || kind ? 'none-found' : 'empty')}</p>
        ) : (
          <ul class="media-grid is-dense">
            {files.items.map((item) => (
              <li key={item.id}>
                <button type="button" class="media-choice" onClick={() => onPick(item)}>
                  <Preview item={item} />
                  <bdi>{item.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )}
        <More of={files} />
      </div>
    </Dialog>
  );
}
