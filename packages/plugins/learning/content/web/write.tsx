import { lessonEditor } from '@lectern/courses/web';
import type { ContentReadOutput, ContentSourceOutput, ContentTextOutput, CoursesGetOutput } from '@lectern/sdk';
import {
  Button,
  ButtonLink,
  Callout,
  Confirm,
  Crumbs,
  Icon,
  PageHead,
  Place,
  Problem,
  type ScreenProps,
  Segmented,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Block } from '../src/text/blocks.ts';
import { ChooseFile, useChooseFile } from './choose-file.tsx';
import { Editor } from './editor/editor.tsx';
import { useLeaving } from './leaving.ts';
import './write.css';
import { WriteMarkdown } from './write-markdown.tsx';
import { WriteTree } from './write-tree.tsx';
import { t } from './writing-messages.ts';

interface Data {
  readonly course: CoursesGetOutput;
  readonly lesson: { readonly id: string; readonly slug: string; readonly title: string; readonly kind: string };
  readonly text: ContentTextOutput;
}
type Way = 'blocks' | 'markdown';
interface Written {
  readonly source: ContentSourceOutput;
  readonly reading: ContentReadOutput;
}

/** A lesson as blocks, or as Markdown. Saving over somebody else's version is refused. */
export function Page({ data: { course, lesson, text: loaded }, lms }: ScreenProps<Data>) {
  const { id: lessonId } = lesson;
  const { language } = course;
  const version = useSignal(loaded.version);
  const text = useSignal(loaded);
  const way = useSignal<Way>('blocks');
  const written = useSignal<Written | undefined>(undefined);
  const markdown = useSignal('');
  const unsaved = useSignal(false);
  const blocks = useRef<() => Block[]>(() => loaded.blocks as unknown as Block[]);
  const choosing = useChooseFile();

  const save = useAction(async () => {
    const ifMatch = String(version.value);
    if (way.value === 'markdown') {
      const answer = await lms.content.write({ lessonId, markdown: markdown.value }, { ifMatch });
      version.value = answer.version;
    } else {
      const given = blocks.current() as unknown as ContentTextOutput['blocks'];
      const answer = await lms.content.writeText({ lessonId, blocks: given }, { ifMatch });
      version.value = answer.version;
    }
    unsaved.value = false;
  });
  /** What was written one way is saved before it is shown the other. */
  const turn = useAction(async (next: Way) => {
    if (unsaved.value) await save.run();
    if (unsaved.value) return;
    if (next === 'markdown') {
      const [source, reading] = await Promise.all([lms.content.source({ lessonId }), lms.content.read({ lessonId })]);
      written.value = { source, reading };
      markdown.value = source.markdown;
      version.value = source.version;
    } else {
      const now = await lms.content.text({ lessonId });
      text.value = now;
      version.value = now.version;
      blocks.current = () => now.blocks as unknown as Block[];
    }
    way.value = next;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      void save.run();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  const leaving = useLeaving(unsaved.value);
  const lessons = course.sections.flatMap((section) => section.lessons);
  const problem = save.problem ?? turn.problem;
  return (
    <div class="bench">
      <WriteTree course={course} lessonId={lessonId} />
      <div class="bench-page">
        <Crumbs
          path={[
            { label: t('teach'), href: to('/teach') },
            { label: course.title, href: to('/teach/:courseId', { courseId: course.id }) },
          ]}
        />
        <PageHead
          size="medium"
          title={<bdi lang={language}>{lesson.title}</bdi>}
          actions={
            <>
              <span class="saved" role="status">
                {unsaved.value ? (
                  t('write.unsaved')
                ) : (
                  <>
                    <Icon name="check" small />
                    {t('write.saved')}
                  </>
                )}
              </span>
              <ButtonLink kind="quiet" href={to('/learn/:slug/:lesson', { slug: course.slug, lesson: lesson.slug })}>
                {t('write.see')}
              </ButtonLink>
              <Button kind="primary" busy={save.busy} onClick={() => save.run()}>
                {t('write.save')}
              </Button>
            </>
          }
        >
          <Segmented
            label={t('write.how')}
            value={way.value}
            onValue={(next) => next !== way.value && turn.run(next)}
            options={[
              { value: 'blocks', label: t('write.blocks') },
              { value: 'markdown', label: t('write.markdown') },
            ]}
          />
        </PageHead>
        {problem &&
          (problem.status === 412 || problem.status === 409 ? (
            <Callout tone="warn" title={t('write.changed')} />
          ) : (
            <Problem problem={problem} />
          ))}
        {way.value === 'blocks' ? (
          <Editor
            key={`${lessonId} ${text.value.version}`}
            blocks={text.value.blocks as unknown as Block[]}
            files={text.value.files}
            lessons={lessons.filter(({ id }) => id !== lessonId)}
            language={language}
            label={t('write.text')}
            chooseFile={choosing.choose}
            onChange={(read) => {
              blocks.current = read;
              unsaved.value = true;
            }}
          />
        ) : (
          <WriteMarkdown
            lms={lms}
            lessonId={lessonId}
            language={language}
            markdown={markdown.value}
            html={written.value?.reading.html ?? ''}
            onChange={(next) => {
              markdown.value = next;
              unsaved.value = true;
            }}
          />
        )}
        {lesson.kind !== 'text' && (
          <Place
            of={lessonEditor(lesson.kind)}
            courseId={course.id}
            lessonId={lessonId}
            language={language}
            lms={lms}
          />
        )}
      </div>
      <ChooseFile choosing={choosing} courseId={course.id} />
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
    </div>
  );
}
