import { Check, Field } from '@lectern/ui';
import type { Draft } from './draft.ts';
import { t } from './messages.ts';

const whole = (value: string, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(Number(value)) || least));

/** How the quiz is passed, how often it may be taken, and what is told of it. */
export function QuizSettings({ quiz, onChange }: { readonly quiz: Draft; readonly onChange: (quiz: Draft) => void }) {
  return (
    <div class="quiz-settings">
      <Field label={t('pass.label')} hint={t('pass.hint')}>
        {(control) => (
          <input
            {...control}
            class="input"
            type="number"
            min={0}
            max={100}
            dir="ltr"
            value={quiz.pass}
            onInput={({ currentTarget: { value } }) => onChange({ ...quiz, pass: whole(value, 0, 100) })}
          />
        )}
      </Field>
      <Field label={t('attempts.label')} hint={t('attempts.hint')} optional>
        {(control) => (
          <input
            {...control}
            class="input"
            type="number"
            min={1}
            max={1_000}
            dir="ltr"
            value={quiz.attempts ?? ''}
            onInput={({ currentTarget: { value } }) =>
              onChange({ ...quiz, attempts: value === '' ? null : whole(value, 1, 1_000) })
            }
          />
        )}
      </Field>
      <Field label={t('answers.label')}>
        {(control) => (
          <select
            {...control}
            class="select"
            value={quiz.answers}
            onChange={(event) => onChange({ ...quiz, answers: event.currentTarget.value as Draft['answers'] })}
          >
            {(['after', 'end', 'never'] as const).map((when) => (
              <option key={when} value={when}>
                {t(`answers.${when}.short`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Check checked={quiz.shuffle} onValue={(shuffle) => onChange({ ...quiz, shuffle })}>
        {t('shuffle')}
      </Check>
    </div>
  );
}
