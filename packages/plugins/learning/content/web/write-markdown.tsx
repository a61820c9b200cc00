import type { ContentWriteOutput } from '@lectern/sdk';
import type { ScreenClient } from '@lectern/ui';
import { Callout } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './writing-messages.ts';

export interface WriteMarkdownProps {
  readonly lms: ScreenClient;
  readonly lessonId: string;
  readonly language: string;
  readonly markdown: string;
  readonly html: string;
  readonly onChange: (markdown: string) => void;
}
const pauseMilliseconds = 600;

/** A lesson in Markdown, with what a learner will see beside it. */
export function WriteMarkdown({ lms, lessonId, language, markdown, html, onChange }: WriteMarkdownProps) {
  const shown = useSignal<Pick<ContentWriteOutput, 'html' | 'lost'>>({ html, lost: [] });
  // The preview is a write that is taken back: what stands beside the text is what saving would make of it.
  useEffect(() => {
    let late = false;
    const timer = setTimeout(async () => {
      const preview = await lms
        .preview<ContentWriteOutput>('content.write', { lessonId, markdown })
        .catch(() => undefined);
      if (preview && !late) shown.value = preview.answer;
    }, pauseMilliseconds);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [markdown, lessonId, lms, shown]);
  return (
    <>
      {shown.value.lost.map(({ place, reason }) => (
        <Callout key={place} tone="warn" title={`${place}: ${reason}`} />
      ))}
      <div class="write">
        <label class="stack">
          <span class="label">{t('write.markdown')}</span>
          <textarea
            class="textarea"
            dir="auto"
            lang={language}
            value={markdown}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        </label>
        <section class="stack" aria-label={t('write.preview')}>
          <p class="label">{t('write.preview')}</p>
          <article
            class="prose prose-compact"
            dir="auto"
            lang={language}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
            tabIndex={0}
            // Sanitised by the school, where it was stored and where it is read.
            dangerouslySetInnerHTML={{ __html: shown.value.html }}
          />
        </section>
      </div>
    </>
  );
}
