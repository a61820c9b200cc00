import type { LessonBodyProps } from '@lectern/content/web';
import type { AssessmentOpenOutput, AssessmentReviewOutput } from '@lectern/sdk';
import {
  announce,
  attempt,
  Badge,
  Button,
  formatNumber,
  formatPercent,
  Loading,
  Problem,
  type ProblemDetails,
  Section,
  Skeleton,
  Time,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Answered } from './answered.tsx';
import { t } from './messages.ts';
import { Taking } from './taking.tsx';
import './quiz.css';

type Sitting = AssessmentReviewOutput;

/** Below the introduction of a lesson: the quiz before, while and after it is taken. */
export function Filling({ lesson, lms, onCompleted }: LessonBodyProps) {
  const lessonId = lesson.id;
  const about = useSignal<AssessmentOpenOutput | undefined>(undefined);
  const sitting = useSignal<Sitting | undefined>(undefined);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const show = async (number: number) => {
    sitting.value = await lms.assessment.review({ lessonId, attempt: number });
  };
  const load = async () => {
    problem.value = undefined;
    const outcome = await attempt(async () => {
      const opened = await lms.assessment.open({ lessonId });
      // Begun before, here or on another device: it goes on where it was.
      if (opened.running !== null) await show(opened.running);
      about.value = opened;
    });
    if (!outcome.ok) problem.value = outcome.problem;
  };
  useEffect(() => void load(), [lessonId]);
  const begin = useAction(async () => show((await lms.assessment.begin({ lessonId })).attempt));
  const look = useAction(show);

  /** It is graded a moment after it was handed in; from then on the lesson is finished. */
  async function submitted(number: number): Promise<void> {
    await show(number);
    announce(sitting.value?.passed ? t('passed') : t('not-passed'));
    for (let tries = 1; tries <= 20; tries++) {
      about.value = await lms.assessment.open({ lessonId });
      if (about.value.mine.some((mine) => mine.number === number && mine.passed !== null)) break;
      await new Promise((resolve) => setTimeout(resolve, tries * 100));
    }
    if (sitting.value?.passed) onCompleted();
  }

  if (problem.value) return <Problem problem={problem.value} onRetry={load} />;
  if (!about.value)
    return (
      <Loading>
        <Skeleton width="40%" />
        <Skeleton />
      </Loading>
    );
  if (sitting.value && sitting.value.submittedAt === null)
    return (
      <Taking
        key={sitting.value.number}
        sitting={sitting.value}
        lms={lms}
        onSitting={(now) => (sitting.value = now)}
        onSubmitted={() => submitted(sitting.value!.number)}
      />
    );
  const again = about.value.canBegin && (
    <Button kind={about.value.passed ? 'secondary' : 'primary'} size="l" busy={begin.busy} onClick={() => begin.run()}>
      {about.value.mine.length > 0 ? t('again') : t('begin')}
    </Button>
  );
  return (
    <div class="quiz stack">
      {begin.problem && <Problem problem={begin.problem} />}
      {look.problem && <Problem problem={look.problem} />}
      {sitting.value ? (
        <Result sitting={sitting.value}>
          {again}
          <Button kind="quiet" onClick={() => (sitting.value = undefined)}>
            {t('all-attempts')}
          </Button>
        </Result>
      ) : (
        <Before about={about.value} onLook={(number) => void look.run(number)}>
          {again}
        </Before>
      )}
    </div>
  );
}

type Children = { readonly children: ComponentChildren };

function Before({
  about,
  onLook,
  children,
}: Children & { readonly about: AssessmentOpenOutput; readonly onLook: (attempt: number) => void }) {
  const { questions, pass, attempts, mine, best, answers } = about;
  if (questions === 0) return <p class="soft">{t('no-questions')}</p>;
  const left = attempts === null ? null : attempts - mine.length;
  return (
    <Section title={t('quiz')} aside={t('questions', { count: questions })}>
      <div class="stack">
        <p>
          {t('pass', { share: formatPercent(pass / 100) })} {t(`answers.${answers}`)} {t('kept')}
        </p>
        {left !== null && <p>{left > 0 ? t('attempts-left', { count: left }) : t('no-attempts')}</p>}
        {children && <div class="row">{children}</div>}
        {mine.length > 0 && (
          <ul class="rows quiz-attempts" aria-label={t('my-attempts')}>
            {mine.map(({ number, submittedAt, score, passed }) => (
              <li key={number} class="row row-apart">
                <span>
                  {t('attempt', { number })}
                  {submittedAt && (
                    <>
                      {' · '}
                      <Time at={submittedAt} />
                    </>
                  )}
                </span>
                <span class="row">
                  {score !== null && <b class="num">{formatPercent(score / 100)}</b>}
                  {passed && <Badge tone="good">{t('passed-word')}</Badge>}
                  {score !== null && score === best && mine.length > 1 && <Badge>{t('best')}</Badge>}
                  <Button
                    size="s"
                    kind="quiet"
                    label={`${t('look')}: ${t('attempt', { number })}`}
                    onClick={() => onLook(number)}
                  >
                    {t('look')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function Result({ sitting, children }: Children & { readonly sitting: Sitting }) {
  const { questions, points, total, passed, pass, answers } = sitting;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const count = (fits: (score: number) => boolean) =>
    questions.filter(({ score }) => score !== null && fits(score)).length;
  const [right, wrong] = [count((score) => score === 1), count((score) => score === 0)];
  const told = questions.some(({ score }) => score !== null);
  return (
    <section class="stack" aria-label={t('result')}>
      <header class="quiz-result">
        <div>
          <h2 ref={head} tabIndex={-1}>
            {passed ? t('passed') : t('not-passed')}
          </h2>
          <p class="lead">
            {told && `${t('counts', { right, partly: questions.length - right - wrong, wrong })} `}
            {!passed && t('pass', { share: formatPercent(pass / 100) })}
          </p>
        </div>
        <p class="quiz-points">
          {t.parts('points-of', {
            points: <b>{formatNumber(points ?? 0)}</b>,
            total: <span>{formatNumber(total)}</span>,
          })}
        </p>
      </header>
      <div class="row">{children}</div>
      {told ? (
        <Section title={t('by-question')}>
          <Answered questions={questions} />
        </Section>
      ) : (
        answers === 'never' && <p class="small muted">{t('answers.never')}</p>
      )}
    </section>
  );
}
