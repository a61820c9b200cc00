import type { MediaListOutput } from '@lectern/sdk';
import { Dialog, Problem, Skeleton, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Finding } from './finding.tsx';
import { Preview } from './item.tsx';
import { t } from './messages.ts';
import type { MediaPickerProps } from './picker.tsx';
import { Uploading } from './uploading.tsx';
import { makeUploads } from './uploads.ts';

export function Picking({ open, courseId, kind, onClose, onPick }: MediaPickerProps) {
  const { lms } = useScreen();
  const page = useSignal<MediaListOutput | undefined>(undefined);
  const search = useSignal('');
  const asked = useRef('');
  const list = (cursor?: string) =>
    lms.media.list({
      ...{ courseId, limit: 24 },
      ...(cursor && { cursor }),
      ...(search.value && { search: search.value }),
      ...(kind && { kind }),
    });
  const read = useAction(async () => {
    asked.current = search.value;
    page.value = await list();
  });
  const more = useAction(async (cursor: string) => {
    const { items, next } = await list(cursor);
    page.value = { items: [...(page.value?.items ?? []), ...items], next };
  });
  const uploads = useMemo(() => makeUploads(lms, courseId, onPick), [lms, courseId, onPick]);
  useEffect(() => {
    if (open) void read.run();
  }, [open, read]);
  return (
    <Dialog open={open} onClose={onClose} title={t('pick')}>
      <div class="stack media-picker">
        <Uploading uploads={uploads} />
        {read.problem && <Problem problem={read.problem} onRetry={() => void read.run()} />}
        <Finding
          search={search}
          onChange={async () => {
            while ((await read.run()).ok && asked.current !== search.value); // something was typed while the answer came
          }}
        />
        {!page.value ? (
          <Skeleton />
        ) : page.value.items.length === 0 ? (
          <p class="soft">{t(search.value || kind ? 'none-found' : 'empty')}</p>
        ) : (
          <ul class="media-grid is-dense">
            {page.value.items.map((item) => (
              <li key={item.id}>
                <button type="button" class="media-choice" onClick={() => onPick(item)}>
                  <Preview item={item} />
                  <bdi>{item.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )}
        {page.value?.next && (
          <button type="button" class="link-button" onClick={() => void more.run(page.value!.next!)}>
            {t('more')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
