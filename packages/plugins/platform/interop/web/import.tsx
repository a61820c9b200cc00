import type { InteropGetOutput, InteropPlanOutput } from '@lectern/sdk';
import {
  Button,
  ButtonLink,
  Callout,
  Check,
  Crumbs,
  type DroppedFile,
  Dropzone,
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
  const read = useAction(async (dropped: readonly DroppedFile[]) => {
    const files = dropped.filter(({ path }) => !/(^|\/)(\.|node_modules\/)/.test(path));
    const folder = files[0]?.path.split('/')[0] ?? '';
    const inFolder = files.every(({ path }) => path.startsWith(`${folder}/`));
    const begun = await lms.interop.start({ name: inFolder ? folder : 'course' });
    for (const [index, { path, file }] of files.entries()) {
      stage.value = { at: 'reading', done: index, count: files.length };
      const inside = inFolder ? path.slice(folder.length + 1) : path;
      await lms.request(`/api/interop/imports/${begun.id}/file?path=${encodeURIComponent(inside)}`, {
        method: 'PUT',
        body: file,
      });
    }
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
            title={`${t('outline')}: ${title}`}
            aside={`${t('parts', { count: sections.length })}, ${t('lessons', { count })}`}
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
            <p>
              {(['created', 'updated', 'unchanged'] as const).map((kind) => {
                const counts = Object.entries(report?.[kind] ?? {});
                return (
                  counts.length > 0 && (
                    <span key={kind}>
                      {t(kind, { what: counts.map(([what, number]) => `${number} ${what}`).join(', ') })}{' '}
                    </span>
                  )
                );
              })}
            </p>
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
        <summary>{t('losses', { count: lost.length })}</summary>
        <ul>
          {lost.map(({ at, reason }) => (
            <li key={`${at} ${reason}`} class="small">
              <code>{at}</code> {reason}
            </li>
          ))}
        </ul>
      </details>
    </Callout>
  );
