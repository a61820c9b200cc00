import type { ContentSourceOutput, ContentWriteOutput, CoursesGetOutput } from '@lectern/sdk';
import {
  Button,
  Callout,
  Confirm,
  Crumbs,
  Icon,
  PageHead,
  Place,
  Problem,
  type ScreenProps,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLeaving } from './leaving.ts';
import { t } from './messages.ts';
import { lessonEditor } from './places.ts';
import './write.css';

interface Data {
  readonly course: CoursesGetOutput;
  readonly source: ContentSourceOutput;
  readonly title: string;
  readonly kind: string;
  /** The lesson as it reads before anything is changed. */
  readonly html: string;
}
const pauseMilliseconds = 600;

/** A lesson in Markdown, with what a learner will see beside it. Saving over somebody else's version is refused. */
export function Page({ data: { course, source, title, kind, html }, lms }: ScreenProps<Data>) {
  const { lessonId } = source;
  const markdown = useSignal(source.markdown);
  const version = useSignal(source.version);
  const saved = useSignal(source.markdown);
  const shown = useSignal<Pick<ContentWriteOutput, 'html' | 'lost'>>({ html, lost: [] });
  const save = useAction(async () => {
    const text = markdown.value;
    const answer = await lms.content.write({ lessonId, markdown: text }, { ifMatch: String(version.value) });
    version.value = answer.version;
    saved.value = text;
    shown.value = answer;
  });
  // The preview is a write that is taken back: what stands beside the text is what saving would make of it.
  const written = markdown.value;
  useEffect(() => {
    if (written === saved.peek()) return;
    let late = false;
    const timer = setTimeout(async () => {
      const preview = await lms
        .preview<ContentWriteOutput>('content.write', { lessonId, markdown: written })
        .catch(() => undefined);
      if (preview && !late) shown.value = preview.answer;
    }, pauseMilliseconds);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [written, lessonId, lms, saved, shown]);
  const unsaved = saved.value !== written;
  const leaving = useLeaving(unsaved);
  return (
    <>
      <Crumbs
        path={[
          { label: t('teach.title'), href: to('/teach') },
          { label: course.title, href: to('/teach/:courseId', { courseId: course.id }) },
        ]}
      />
      <PageHead
        size="medium"
        title={<bdi lang={course.language}>{title}</bdi>}
        actions={
          <>
            <span class="saved" role="status">
              {unsaved ? (
                t('unsaved')
              ) : (
                <>
                  <Icon name="check" small />
                  {t('saved')}
                </>
              )}
            </span>
            <Button kind="primary" busy={save.busy} onClick={() => save.run()}>
              {t('save')}
            </Button>
          </>
        }
      />
      {save.problem &&
        (save.problem.status === 412 || save.problem.status === 409 ? (
          <Callout tone="warn" title={t('write.changed')} />
        ) : (
          <Problem problem={save.problem} />
        ))}
      {shown.value.lost.map(({ place, reason }) => (
        <Callout key={place} tone="warn" title={`${place}: ${reason}`} />
      ))}
      <div class="write">
        <label class="stack">
          <span class="label">{t('write.label')}</span>
          <textarea
            class="textarea"
            dir="auto"
            lang={course.language}
            value={written}
            onInput={(event) => (markdown.value = event.currentTarget.value)}
          />
        </label>
        <section class="stack" aria-label={t('write.preview')}>
          <p class="label">{t('write.preview')}</p>
          <article
            class="prose prose-compact"
            dir="auto"
            lang={course.language}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
            tabIndex={0}
            // Sanitised by the school, where it was stored and where it is read.
            dangerouslySetInnerHTML={{ __html: shown.value.html }}
          />
        </section>
      </div>
      {kind !== 'text' && (
        <Place of={lessonEditor(kind)} courseId={course.id} lessonId={lessonId} language={course.language} lms={lms} />
      )}
      <Confirm
        open={leaving.to !== undefined}
        onClose={leaving.stay}
        title={t('leave.sure')}
        keep={t('leave.stay')}
        deed={t('leave.do')}
        onConfirm={leaving.leave}
      >
        {t('leave.what')}
      </Confirm>
    </>
  );
}
