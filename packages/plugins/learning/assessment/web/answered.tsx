import type { AssessmentReviewOutput } from '@lectern/sdk';
import './answered.css';
import { t } from './messages.ts';
import { QuestionInput } from './question-input.tsx';
import { Verdict, Why } from './verdict.tsx';

/** Question by question: what was answered, and what was right where it may be told. */
export const Answered = ({ questions }: Pick<AssessmentReviewOutput, 'questions'>) => (
  <ol class="quiz-answered">
    {questions.map((question, at) => (
      <li key={question.id} class="question">
        <div class="row row-apart">
          <h3>{t('question-number', { place: at + 1 })}</h3>
          <Verdict {...question} />
        </div>
        <div class="question-stem" dir="auto" dangerouslySetInnerHTML={{ __html: question.html }} />
        <QuestionInput
          type={question.type}
          name={`answered-${question.id}`}
          view={question.view}
          answer={question.answer ?? null}
          disabled
          solution={question.solution}
          onAnswer={() => {}}
        />
        {(question.answer ?? null) === null && <p class="small muted">{t('not-answered')}</p>}
        <Why {...question} />
      </li>
    ))}
  </ol>
);
