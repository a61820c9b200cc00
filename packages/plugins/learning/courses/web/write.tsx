import type { ContentSourceOutput, CoursesGetOutput } from '@lectern/sdk';
import { Button, Callout, Crumbs, Icon, type ScreenProps, PageHead, Problem, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';
import './write.css';

interface Data {
  readonly course: CoursesGetOutput;
  readonly source: ContentSourceOutput;
  readonly title: string;
}

/** A lesson in Markdown, with what a learner will see beside it. Saving over somebody else's version is refused. */
export function Page({ data: { course, source, title }, lms }: ScreenProps<Data>) {
  const markdown = useSignal(source.markdown);
  const version = useSignal(source.version);
  const saved = useSignal(source.markdown);
  const shown = useSignal<{ html: string; lost: readonly { place: string; reason: string }[] } | undefined>(undefined);
  const save = useAction(async () => {
    const text = markdown.value;
    const answer = await lms.content.write({ lessonId: source.lessonId, markdown: text }, { ifMatch: String(version.value) });
    version.value = answer.version;
    saved.value = text;
    shown.value = answer;
  });
  return (
    <>
      <Crumbs
        path={[
          { label: t('teach.title'), href: to('/teach') },
          { label: course.title, href: to('/teach/:courseId', { courseId: course.id }) },
        ]}
      />
      <PageHead
        title={title}
        actions={
          <Button kind="primary" busy={save.busy} onClick={() => save.run()}>
            {t('save')}
          </Button>
        }
      >
        {saved.value === markdown.value && (
          <span class="saved" role="status">
            <Icon name="check" small />
            {t('saved')}
          </span>
        )}
      </PageHead>
      {save.problem && (save.problem.status === 412 ? <Callout tone="warn" title={t('write.changed')} /> : <Problem problem={save.problem} />)}
      {shown.value?.lost.map(({ place, reason }) => (
        <Callout key={place} tone="warn" title={`${place}: ${reason}`} />
      ))}
      <div class="write">
        <label class="stack">
          <span class="label">{t('write.label')}</span>
          <textarea class="textarea" dir="auto" value={markdown.value} onInput={(event) => (markdown.value = event.currentTarget.value)} />
        </label>
        <section aria-label={t('write.preview')}>
          <p class="label">{t('write.preview')}</p>
          {shown.value && <article class="prose prose-compact" dir="auto" lang={course.language} dangerouslySetInnerHTML={{ __html: shown.value.html }} />}
        </section>
      </div>
    </>
  );
}
