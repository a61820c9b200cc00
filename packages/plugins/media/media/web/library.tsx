import type { CoursesGetOutput, MediaListOutput } from '@lectern/sdk';
import {
  announce,
  Crumbs,
  Empty,
  More,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Segmented,
  to,
  toast,
  useAction,
  useList,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Card } from './card.tsx';
import { Finding } from './finding.tsx';
import type { Item } from './item.tsx';
import './media.css';
import { t } from './messages.ts';
import { Removing } from './removing.tsx';
import { Renaming } from './renaming.tsx';
import { Uploading } from './uploading.tsx';
import { makeUploads } from './uploads.ts';

const kinds = ['all', 'video', 'audio', 'image', 'document'] as const;
/** Seven days, the longest there is. */
const linkSeconds = 7 * 24 * 3_600;

/** The files of a course: to look at, bring in, name, hand on, remove. */
export function Page({
  data,
  lms,
}: ScreenProps<{ readonly course: CoursesGetOutput; readonly page: MediaListOutput }>) {
  const { course } = data;
  const courseId = course.id;
  const kind = useSignal<(typeof kinds)[number]>('all');
  const search = useSignal('');
  const ask = (cursor?: string) =>
    lms.media.list({
      ...{ courseId, limit: 48 },
      ...(cursor && { cursor }),
      ...(search.value && { search: search.value }),
      ...(kind.value !== 'all' && { kind: kind.value }),
    });
  const files = useList(data.page, ask);
  const naming = useSignal<Item | undefined>(undefined);
  const removing = useSignal<Item | undefined>(undefined);
  const uploads = useMemo(
    () =>
      makeUploads(lms, courseId, async ({ title }) => {
        await files.refresh();
        announce(t('added', { title }));
      }),
    [lms, courseId, files],
  );
  const link = useAction(async ({ id: mediaId }: Item) => {
    const { address } = await lms.media.link({ mediaId, seconds: linkSeconds });
    await navigator.clipboard.writeText(address);
    toast(t('link-copied'));
  });
  const { items } = files;
  const narrowed = search.value !== '' || kind.value !== 'all';
  return (
    <>
      <Crumbs
        path={[
          { label: t('teach'), href: to('/teach') },
          { label: course.title, href: to('/teach/:courseId', { courseId }) },
        ]}
      />
      <PageHead size="medium" title={t('title')}>
        {t('lead')}
      </PageHead>
      <div class="stack media-library">
        <Uploading uploads={uploads} />
        {link.problem && <Problem problem={link.problem} />}
        <Section title={t('here')}>
          {items.length === 0 && !narrowed ? (
            <Empty title={t('empty')}>{t('empty.how')}</Empty>
          ) : (
            <div class="stack media-list">
              <div class="media-tools">
                <Finding search={search} onChange={files.refresh} />
                <Segmented
                  label={t('kind')}
                  value={kind}
                  onValue={() => void files.refresh()}
                  options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
                />
              </div>
              {items.length === 0 ? (
                <p class="soft" role="status">
                  {t('none-found')}
                </p>
              ) : (
                <ul class="media-grid" aria-label={t('title')} aria-busy={files.busy}>
                  {items.map((item) => (
                    <li key={item.id}>
                      <Card
                        item={item}
                        courseId={courseId}
                        onRename={() => (naming.value = item)}
                        onRemove={() => (removing.value = item)}
                        onLink={() => void link.run(item)}
                      />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <More of={files} />
        </Section>
      </div>
      <Renaming item={naming.value} onClose={() => (naming.value = undefined)} onRenamed={files.refresh} />
      <Removing item={removing.value} onClose={() => (removing.value = undefined)} onRemoved={files.refresh} />
    </>
  );
}
