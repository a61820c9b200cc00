import type { AssessmentReviewOutput, Lectern } from '@lectern/sdk';
import { Button, Callout, Confirm, Icon, Problem, useAction, useKeys } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import './answered.css';
import { keyBindings } from './choosing.ts';
import { t } from './messages.ts';
import { QuestionInput } from './question-input.tsx';
import { makeSaver } from './saver.ts';
import { Verdict, Why } from './verdict.tsx';

export type Sitting = AssessmentReviewOutput;
export interface TakingProps {
  readonly sitting: Sitting;
  readonly lms: Lectern;
  /** The attempt as the school has it now. */
  readonly onSitting: (sitting: Sitting) => void;
  readonly onSubmitted: () => unknown;
}

/** One question after the other; every answer is kept as it is given. */
export function Taking({ sitting, lms, onSitting, onSubmitted }: TakingProps) {
  const { lessonId, number: attempt, questions } = sitting;
  const answers = useSignal<Readonly<Record<string, unknown>>>(
    Object.fromEntries(questions.map(({ id, answer }) => [id, answer])),
  );
  const unanswered = questions.filter(({ id }) => (answers.value[id] ?? null) === null);
  const at = useSignal(
    Math.max(
      0,
      questions.findIndex(({ answer }) => (answer ?? null) === null),
    ),
  );
  const asking = useSignal(false);
  const saver = useMemo(
    () =>
      makeSaver((questionId, answer) =>
        lms.assessment.answer({ lessonId, attempt, questionId, answer }, { keepalive: true }),
      ),
    [lms, lessonId, attempt],
  );
  useEffect(() => {
    const flush = () => void saver.flush();
    const leave = (event: BeforeUnloadEvent) => saver.state !== 'saved' && event.preventDefault();
    addEventListener('online', flush);
    addEventListener('pagehide', flush);
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('online', flush);
      removeEventListener('pagehide', flush);
      removeEventListener('beforeunload', leave);
      flush();
    };
  }, [saver]);

  const again = async () => onSitting(await lms.assessment.review({ lessonId, attempt }));
  const question = questions[at.value]!;
  const last = at.value === questions.length - 1;
  const mayCheck = sitting.answers === 'after' && !question.checked;
  const put = (answer: unknown, when: 'now' | 'soon') => {
    answers.value = { ...answers.value, [question.id]: answer };
    saver.put(question.id, answer, when);
  };
  const check = useAction(async () => {
    if (!(await saver.flush())) return;
    await lms.assessment.check({ lessonId, attempt, questionId: question.id });
    await again();
  });
  const submit = useAction(async () => {
    if (!(await saver.flush())) return;
    await lms.assessment.submit({ lessonId, attempt });
    asking.value = false;
    await onSubmitted();
  });

  const head = useRef<HTMLHeadingElement>(null);
  const go = (to: number) => {
    void saver.flush();
    at.value = Math.min(questions.length - 1, Math.max(0, to));
    // Said when it is there, for whoever does not see it change.
    setTimeout(() => head.current?.focus(), 0);
  };
  const forward = () => {
    if (mayCheck && answers.value[question.id] != null) void check.run();
    else if (last) asking.value = true;
    else go(at.value + 1);
  };
  useKeys(question.checked ? [] : keyBindings(question, answers.value[question.id], (answer) => put(answer, 'now')));

  return (
    <section class="quiz" aria-label={t('quiz')}>
      <div class="quiz-map">
        <p class="label">{t('answered', { done: questions.length - unanswered.length, count: questions.length })}</p>
        <nav class="qmap" aria-label={t('go-to')}>
          {questions.map(({ id }, place) => (
            <a
              key={id}
              href={`#question-${place + 1}`}
              class={(answers.value[id] ?? null) === null ? undefined : 'is-answered'}
              aria-current={place === at.value ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go(place);
              }}
            >
              <span class="visually-hidden">{t('question')} </span>
              {place + 1}
            </a>
          ))}
        </nav>
      </div>
      <form
        class="question stem-grid"
        onSubmit={(event) => {
          event.preventDefault();
          forward();
        }}
      >
        <span class="no" aria-hidden="true">
          {at.value + 1}
        </span>
        <h2 ref={head} class="visually-hidden" tabIndex={-1}>
          {t('question-of', { place: at.value + 1, count: questions.length })}
        </h2>
        <div class="question-stem" dir="auto" dangerouslySetInnerHTML={{ __html: question.html }} />
        <div class="stack quiz-input">
          <QuestionInput
            key={question.id}
            type={question.type}
            name={`answer-${question.id}`}
            view={question.view}
            answer={answers.value[question.id] ?? null}
            disabled={question.checked}
            solution={question.solution}
            onAnswer={put}
          />
          {question.checked && (
            <div class="stack" role="status">
              <Verdict {...question} />
              <Why {...question} />
            </div>
          )}
          {saver.state === 'waiting' && (
            <Callout tone="warn" icon="wifi-off" title={t('not-saved')} role="status">
              {t('not-saved.what')}
            </Callout>
          )}
          {saver.refused && <Problem problem={saver.refused} onRetry={() => void again()} />}
          {check.problem && <Problem problem={check.problem} />}
        </div>
        <div class="quiz-foot">
          {at.value > 0 && (
            <Button icon="arrow-left" label={t('back-to', { place: at.value })} onClick={() => go(at.value - 1)}>
              <span class="only-wide">{t('back')}</span>
            </Button>
          )}
          {mayCheck ? (
            <>
              <Button
                kind="primary"
                submit
                busy={check.busy}
                disabledReason={answers.value[question.id] == null ? t('check.first') : undefined}
              >
                {t('check')}
              </Button>
              {!last && (
                <Button kind="quiet" onClick={() => go(at.value + 1)}>
                  {t('skip')}
                </Button>
              )}
            </>
          ) : last ? (
            <Button kind="primary" submit>
              {t('hand-in')}
            </Button>
          ) : (
            <Button kind="primary" submit>
              {t('next')}
              <Icon name="arrow-right" />
            </Button>
          )}
          {((!last && unanswered.length === 0) || (last && mayCheck)) && (
            <Button onClick={() => (asking.value = true)}>{t('hand-in')}</Button>
          )}
          <span class="saved push" role="status">
            {saver.state === 'saved' && (
              <>
                <Icon name="check" small />
                {t('saved')}
              </>
            )}
            {saver.state === 'saving' && t('saving')}
          </span>
        </div>
      </form>
      <Confirm
        open={asking.value}
        onClose={() => (asking.value = false)}
        title={t('hand-in.sure')}
        keep={t('hand-in.not-yet')}
        deed={t('hand-in')}
        kind="primary"
        busy={submit.busy}
        onConfirm={submit.run}
      >
        {unanswered.length > 0 ? t('hand-in.unanswered', { count: unanswered.length }) : t('hand-in.what')}
        {submit.problem && <Problem problem={submit.problem} />}
        {saver.state === 'waiting' && <Callout tone="warn" title={t('not-saved')} />}
      </Confirm>
    </section>
  );
}
