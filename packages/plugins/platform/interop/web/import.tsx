import type { InteropGetOutput, InteropPlanOutput } from '@lectern/sdk';
import {
  Button,
  ButtonLink,
  Callout,
  Check,
  Crumbs,
  type DroppedFile,
  Dropzone,
  formatList,
  Icon,
  Loading,
  PageHead,
  Problem,
  ProgressBar,
  type ScreenProps,
  Section,
  Toc,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './import.css';
import { t } from './messages.ts';

type Stage =
  | { readonly at: 'choosing' }
  | { readonly at: 'reading'; readonly done: number; readonly count: number }
  | { readonly at: 'looking' }
  | { readonly at: 'deciding'; readonly importId: string; readonly plan: InteropPlanOutput }
  | { readonly at: 'making'; readonly done: number; readonly count: number }
  | { readonly at: 'done'; readonly result: InteropGetOutput };

/** Folder in, outline to look at, course out. Each step says where it is; nothing is made before the person has agreed. */
export function Page({ lms }: ScreenProps) {
  const stage = useSignal<Stage>({ at: 'choosing' });
  const publish = useSignal(false);
  const empty = useSignal(false);
  const read = useAction(async (dropped: readonly DroppedFile[]) => {
    const files = dropped.filter(({ path }) => !/(^|\/)(\.|node_modules\/)/.test(path));
    empty.value = files.length === 0;
    if (empty.value) return;
    const folder = files[0]?.path.split('/')[0] ?? '';
    const inFolder = files.every(({ path }) => path.startsWith(`${folder}/`));
    const begun = await lms.interop.start({ name: inFolder ? folder : 'course' });
    // Each file is on the server's disk before it is acknowledged; several at a time share the wait.
    const waiting = files.values();
    let done = 0;
    const send = async () => {
      for (const { path, file } of waiting) {
        stage.value = { at: 'reading', done: done++, count: files.length };
        const inside = inFolder ? path.slice(folder.length + 1) : path;
        await lms.request(`/api/interop/imports/${begun.id}/file?path=${encodeURIComponent(inside)}`, {
          method: 'PUT',
          body: file,
        });
      }
    };
    await Promise.all(Array.from({ length: 6 }, send));
    stage.value = { at: 'looking' };
    stage.value = { at: 'deciding', importId: begun.id, plan: await lms.interop.plan({ importId: begun.id }) };
  });
  const make = useAction(async (importId: string) => {
    let state: InteropGetOutput = await lms.interop.run({ importId, publish: publish.value });
    while (state.state === 'waiting' || state.state === 'running') {
      stage.value = { at: 'making', done: state.done, count: state.total };
      await new Promise((done) => setTimeout(done, 300));
      state = await lms.interop.get({ importId });
    }
    if (state.state === 'failed') throw new Error(state.error ?? '');
    stage.value = { at: 'done', result: state };
  });
  const problem = read.problem ?? make.problem;
  const again = () => {
    read.clear();
    make.clear();
    stage.value = { at: 'choosing' };
  };
  return (
    <>
      <Crumbs path={[{ label: t('teach'), href: to('/teach') }]} />
      <PageHead title={t('title')}>{t('lead')}</PageHead>
      {problem ? (
        <Problem problem={problem} safe={t('safe')} onRetry={again} />
      ) : (
        <>
          {empty.value && stage.value.at === 'choosing' && <Callout tone="warn" title={t('empty')} />}
          <Step
            stage={stage.value}
            onFiles={read.run}
            onAgain={again}
            onMake={make.run}
            publish={publish.value}
            onPublish={(on) => {
              publish.value = on;
            }}
          />
        </>
      )}
    </>
  );
}

interface StepProps {
  readonly stage: Stage;
  readonly publish: boolean;
  readonly onPublish: (on: boolean) => void;
  readonly onFiles: (files: readonly DroppedFile[]) => unknown;
  readonly onAgain: () => void;
  readonly onMake: (importId: string) => unknown;
}

function Step({ stage, publish, onPublish, onFiles, onAgain, onMake }: StepProps) {
  switch (stage.at) {
    case 'choosing':
      return (
        <Dropzone onFiles={onFiles}>
          <Icon name="folder-up" />
        </Dropzone>
      );
    case 'reading':
      return (
        <Going
          what={t('reading')}
          of={t('reading-of', { done: stage.done, count: stage.count })}
          value={stage.done}
          max={stage.count}
        />
      );
    case 'looking':
      return (
        <Loading label={t('looking')}>
          <p>{t('looking')}</p>
        </Loading>
      );
    case 'making':
      return (
        <Going
          what={t('making')}
          of={t('making-of', { done: stage.done, count: stage.count })}
          value={stage.done}
          max={Math.max(1, stage.count)}
        />
      );
    case 'deciding': {
      const { plan, importId } = stage;
      const { sections, title } = plan.tree;
      const count = sections.reduce((sum, { lessons }) => sum + lessons.length, 0);
      return (
        <div class="stack import-step">
          <Losses lost={plan.report.lost} />
          <Section
            title={t('outline-of', { title })}
            aside={t('facts', { parts: t('parts', { count: sections.length }), lessons: t('lessons', { count }) })}
          >
            <Toc
              parts={sections.map((part, i) => ({
                id: String(i),
                title: part.title,
                lessons: part.lessons.map((lesson) => ({
                  id: lesson.path,
                  title: lesson.title,
                  end: t('minutes', { count: lesson.minutes }),
                })),
              }))}
            />
          </Section>
          <Check name="publish" checked={publish} onValue={onPublish}>
            {t('publish')}
          </Check>
          <div class="row">
            <Button kind="primary" size="l" onClick={() => onMake(importId)}>
              {t('make')}
            </Button>
            <Button kind="quiet" onClick={onAgain}>
              {t('again')}
            </Button>
          </div>
        </div>
      );
    }
    case 'done': {
      const { courseId, courseSlug, report } = stage.result;
      return (
        <div class="stack import-step">
          <Section title={t('done')}>
            <p>{report && summaryOf(report)}</p>
          </Section>
          <Losses lost={report?.lost ?? []} />
          <div class="row">
            {courseSlug && (
              <ButtonLink kind="primary" size="l" href={to('/courses/:slug', { slug: courseSlug })}>
                {t('open')}
              </ButtonLink>
            )}
            {courseId && (
              <ButtonLink kind="quiet" href={to('/teach/:courseId', { courseId })}>
                {t('edit')}
              </ButtonLink>
            )}
          </div>
        </div>
      );
    }
  }
}

/** "New: 1 course, 3 parts, 46 lessons. As it was: 2 files." */
function summaryOf(report: NonNullable<InteropGetOutput['report']>): string {
  const what = (counts: Readonly<Record<string, number>>) =>
    formatList(
      [
        counts.courses && t('courses', { count: counts.courses }),
        counts.sections && t('parts', { count: counts.sections }),
        counts.lessons && t('lessons', { count: counts.lessons }),
        counts.assets && t('assets', { count: counts.assets }),
      ].filter((one) => typeof one === 'string'),
    );
  return (['created', 'updated', 'unchanged'] as const)
    .map((fate) => ({ fate, said: what(report[fate]) }))
    .flatMap(({ fate, said }) => (said ? [t(fate, { what: said })] : []))
    .join(' ');
}

const Going = ({
  what,
  of,
  value,
  max,
}: {
  readonly what: string;
  readonly of: string;
  readonly value: number;
  readonly max: number;
}) => (
  <div class="stack import-step" role="status">
    <h2>{what}</h2>
    <ProgressBar value={value} max={max} label={what} />
    <p class="small muted">{of}</p>
  </div>
);

const Losses = ({ lost }: { readonly lost: readonly { readonly at: string; readonly reason: string }[] }) =>
  lost.length === 0 ? null : (
    <Callout tone="warn" title={t('losses', { count: lost.length })}>
      <p>{t('losses-why')}</p>
      <details>
        <summary>{t('losses-list')}</summary>
        <ul>
          {lost.map(({ at, reason }) => (
            <li key={`${at} ${reason}`} class="small">
              <code dir="ltr">{at}</code> <bdi lang="en">{reason}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </Callout>
  );
