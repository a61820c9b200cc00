import type { AssessmentWriteOutput } from '@lectern/sdk';
import { useSignal } from '@preact/signals';
import './answered.css';
import { t } from './messages.ts';
import { QuestionInput } from './question-input.tsx';

/** The questions as a learner meets them. What is answered here goes nowhere. */
export function Preview({
  questions,
  language,
}: {
  readonly questions: AssessmentWriteOutput['shown'];
  readonly language: string;
}) {
  const answers = useSignal<Readonly<Record<string, unknown>>>({});
  return (
    <ol class="quiz-answered" lang={language}>
      {questions.map(({ id, type, html, view }, at) => (
        <li key={id} class="question">
          <h3>{t('question-number', { place: at + 1 })}</h3>
          <div class="question-stem" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
          <QuestionInput
            type={type}
            name={`preview-${id}`}
            view={view}
            answer={answers.value[id] ?? null}
            disabled={false}
            solution={null}
            onAnswer={(answer) => {
              answers.value = { ...answers.value, [id]: answer };
            }}
          />
        </li>
      ))}
    </ol>
  );
}
