import type { LessonEditorProps } from '@lectern/courses/web';
import { type AssessmentWriteOutput, isProblem } from '@lectern/sdk';
import {
  announce,
  attempt,
  Button,
  ButtonLink,
  Callout,
  Icon,
  Loading,
  Problem,
  type ProblemDetails,
  Segmented,
  Skeleton,
  to,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Draft, inserted, moved, newId, newQuestion, removed, replaced, sendable } from './draft.ts';
import './editor.css';
import { keepDraft, recallDraft } from './kept-draft.ts';
import { t } from './messages.ts';
import { Preview } from './preview.tsx';
import { QuestionEditor } from './question-editor.tsx';
import { QuizSettings } from './quiz-settings.tsx';

type Shown = AssessmentWriteOutput['shown'];

/** Under the text of a lesson: its quiz, to be written, looked at as a learner sees it, and saved whole. */
export function Filling({ courseId, lessonId, language, lms }: LessonEditorProps) {
  const draft = useSignal<Draft | undefined>(undefined);
  const saved = useSignal('');
  const version = useSignal(0);
  const restored = useSignal(false);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const faults = useSignal<Readonly<Record<string, string>>>({});
  const view = useSignal<'write' | 'look'>('write');
  const shown = useSignal<Shown | undefined>(undefined);

  /** @param mine what was written here goes on; without it the school's is shown */
  const read = async (mine?: Draft) => {
    const outcome = await attempt(() => lms.assessment.source({ lessonId }));
    if (!outcome.ok) {
      problem.value = outcome.problem;
      return;
    }
    problem.value = undefined;
    version.value = outcome.value.version;
    saved.value = JSON.stringify(outcome.value.quiz);
    draft.value = mine ?? outcome.value.quiz;
    faults.value = {};
  };
  useEffect(() => {
    const kept = recallDraft(lessonId);
    void read(kept?.quiz).then(() => {
      if (!kept) return;
      // Saved over by somebody since: saving is refused, and says so.
      version.value = kept.version;
      restored.value = JSON.stringify(kept.quiz) !== saved.value;
    });
  }, [lessonId]);

  const unsaved = draft.value !== undefined && JSON.stringify(draft.value) !== saved.value;
  useEffect(() => {
    if (draft.value) keepDraft(lessonId, unsaved ? { version: version.value, quiz: draft.value } : undefined);
  }, [lessonId, unsaved, draft.value, version]);

  /** A quiz that cannot be stored says why at the questions; anything else is the action's problem. */
  async function judged<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await act();
      faults.value = {};
      return answer;
    } catch (error) {
      if (!isProblem(error) || error.code !== 'assessment.faulty_quiz') throw error;
      faults.value = error.facts as Record<string, string>;
      view.value = 'write';
      const [first] = Object.keys(error.facts);
      const at = Number(/^\/quiz\/questions\/(\d+)/.exec(first ?? '')?.[1] ?? 0);
      const id = draft.value?.questions[at]?.id;
      setTimeout(() => document.getElementById(`edit-${id}`)?.querySelector<HTMLElement>('textarea')?.focus(), 0);
      announce(t('faulty'), 'urgently');
      return undefined;
    }
  }
  const save = useAction(async () => {
    const quiz = draft.value!;
    const answer = await judged(() =>
      lms.assessment.write({ lessonId, quiz: sendable(quiz) }, { ifMatch: String(version.value) }),
    );
    if (!answer) return;
    version.value = answer.version;
    // What was written meanwhile stays; what the school has put in order is shown.
    if (draft.value === quiz) draft.value = answer.quiz;
    saved.value = JSON.stringify(answer.quiz);
    restored.value = false;
  });
  const look = useAction(async () => {
    const preview = await judged(() =>
      lms.preview<AssessmentWriteOutput>('assessment.write', { lessonId, quiz: sendable(draft.value!) }),
    );
    if (preview) shown.value = preview.answer.shown;
    else view.value = 'write';
  });

  if (problem.value) return <Problem problem={problem.value} onRetry={() => void read()} />;
  const quiz = draft.value;
  if (!quiz)
    return (
      <Loading>
        <Skeleton />
      </Loading>
    );
  const set = (next: Draft) => {
    draft.value = next;
  };
  const add = (at: number, question = newQuestion(newId())) => {
    set(inserted(quiz, at, question));
    setTimeout(() => document.getElementById(`edit-${question.id}`)?.querySelector('textarea')?.focus(), 0);
  };
  const move = (at: number, by: -1 | 1) => {
    const next = moved(quiz, at, by);
    if (!next) return;
    set(next);
    announce(t('moved', { place: at + by + 1, count: next.questions.length }));
  };
  const remove = (at: number) => {
    const question = quiz.questions[at]!;
    set(removed(quiz, at));
    toast({ text: t('removed', { place: at + 1 }), undo: () => set(inserted(draft.value!, at, question)) });
  };
  const conflict = save.problem?.status === 412;
  return (
    <section class="quiz-editor" aria-labelledby="quiz-editor">
      <div class="section-head">
        <h2 id="quiz-editor">{t('quiz')}</h2>
        <div class="row">
          <Segmented
            label={t('view')}
            value={view.value}
            onValue={(value) => {
              view.value = value;
              if (value === 'look') void look.run();
            }}
            options={[
              { value: 'write', label: t('view.write') },
              { value: 'look', label: t('view.look') },
            ]}
          />
          <ButtonLink
            kind="quiet"
            size="s"
            icon="chart-no-axes-column"
            href={to('/teach/:courseId/:lessonId/results', { courseId, lessonId })}
          >
            {t('results')}
          </ButtonLink>
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
          <Button kind="secondary" busy={save.busy} onClick={() => save.run()}>
            {t('save-quiz')}
          </Button>
        </div>
      </div>
      {restored.value && (
        <Callout tone="warn" title={t('restored')}>
          <Button
            size="s"
            onClick={() => {
              restored.value = false;
              void read();
            }}
          >
            {t('restored.discard')}
          </Button>
        </Callout>
      )}
      {conflict && (
        <Callout tone="warn" title={t('conflict')} role="alert">
          <div class="row">
            <Button size="s" onClick={() => void read().then(save.clear)}>
              {t('conflict.theirs')}
            </Button>
            <Button size="s" onClick={() => void read(quiz).then(() => save.run())}>
              {t('conflict.mine')}
            </Button>
          </div>
        </Callout>
      )}
      {save.problem && !conflict && <Problem problem={save.problem} />}
      {look.problem && <Problem problem={look.problem} />}
      {Object.keys(faults.value).length > 0 && <Callout tone="danger" title={t('faulty')} role="alert" />}
      {view.value === 'look' && shown.value ? (
        <Preview questions={shown.value} language={language} />
      ) : (
        <>
          <QuizSettings quiz={quiz} onChange={set} />
          {quiz.questions.length === 0 && <p class="soft">{t('editor.empty')}</p>}
          <ol class="quiz-edits">
            {quiz.questions.map((question, at) => (
              <QuestionEditor
                key={question.id}
                question={question}
                place={at}
                language={language}
                faults={below(faults.value, at)}
                onChange={(changed) => set(replaced(quiz, at, changed))}
                onMove={(by) => move(at, by)}
                onDuplicate={() => add(at + 1, { ...question, id: newId() })}
                onRemove={() => remove(at)}
              />
            ))}
          </ol>
          <Button icon="plus" onClick={() => add(quiz.questions.length)}>
            {t('add-question')}
          </Button>
        </>
      )}
    </section>
  );
}

/** What is wrong with one question, by the place within it. */
function below(faults: Readonly<Record<string, string>>, at: number): Record<string, string> {
  const start = `/quiz/questions/${at}/`;
  return Object.fromEntries(
    Object.entries(faults).flatMap(([pointer, code]) =>
      pointer.startsWith(start) ? [[pointer.slice(start.length - 1), code]] : [],
    ),
  );
}
