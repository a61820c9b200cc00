import { type ChoiceOption, Choices, Field, Place } from '@lectern/ui';
import { t } from './messages.ts';
import { type QuestionInputProps, questionInput } from './places.ts';

/** Where a question is answered, and where it is told what was right. */
export function QuestionInput({ type, ...props }: QuestionInputProps & { readonly type: string }) {
  switch (type) {
    case 'single':
      return <OneChoice {...props} />;
    case 'multiple':
      return <SomeChoices {...props} />;
    case 'true-false':
      return <TrueFalse {...props} />;
    case 'short-text':
      return <ShortText {...props} />;
    default:
      return <Place of={questionInput(type)} {...props} />;
  }
}

// Sanitised by the school: inline marks of Markdown and nothing else.
const inline = (html: string) => <span dangerouslySetInnerHTML={{ __html: html }} />;

function optionsOf({ view, answer, solution }: QuestionInputProps): ChoiceOption[] {
  const chosen = Array.isArray(answer) ? (answer as number[]) : [answer];
  const right = (solution?.right ?? []) as readonly number[];
  return ((view.choices ?? []) as readonly string[]).map((html, at) => ({
    value: String(at),
    label: inline(html),
    ...(solution && verdictOf(right.includes(at), chosen.includes(at))),
  }));
}
/** What is right is shown as right, what was chosen and is not as not yet; the rest says nothing. */
const verdictOf = (right: boolean, chosen: boolean): Pick<ChoiceOption, 'verdict'> =>
  right ? { verdict: 'right' } : chosen ? { verdict: 'wrong' } : {};

const OneChoice = (props: QuestionInputProps) => (
  <Choices
    legend={t('choose-one')}
    name={props.name}
    options={optionsOf(props)}
    letters
    disabled={props.disabled}
    value={typeof props.answer === 'number' ? String(props.answer) : ''}
    onValue={(value) => props.onAnswer(Number(value), 'now')}
  />
);

const SomeChoices = (props: QuestionInputProps) => (
  <Choices
    several
    legend={t('choose-several')}
    legendShown
    name={props.name}
    options={optionsOf(props)}
    letters
    disabled={props.disabled}
    value={Array.isArray(props.answer) ? props.answer.map(String) : []}
    onValue={(values) => props.onAnswer(values.length > 0 ? values.map(Number) : null, 'now')}
  />
);

const TrueFalse = ({ name, answer, solution, disabled, onAnswer }: QuestionInputProps) => (
  <Choices
    legend={t('true-or-false')}
    name={name}
    options={[true, false].map((value) => ({
      value: String(value),
      label: t(value ? 'true' : 'false'),
      ...(solution && verdictOf(solution.right === value, answer === value)),
    }))}
    letters
    disabled={disabled}
    value={typeof answer === 'boolean' ? String(answer) : ''}
    onValue={(value) => onAnswer(value === 'true', 'now')}
  />
);

function ShortText({ name, answer, solution, disabled, onAnswer }: QuestionInputProps) {
  const accepted = solution?.accepted as readonly string[] | undefined;
  return (
    <>
      <Field label={t('your-answer')}>
        {(control) => (
          <input
            {...control}
            class="input"
            name={name}
            dir="auto"
            autocomplete="off"
            maxLength={1_000}
            readOnly={disabled}
            value={typeof answer === 'string' ? answer : ''}
            onInput={({ currentTarget: { value } }) => onAnswer(value === '' ? null : value, 'soon')}
          />
        )}
      </Field>
      {accepted && (
        <p class="small">
          {t('right-is')}{' '}
          {accepted.map((one, at) => (
            <>
              {at > 0 && ' · '}
              <bdi>
                <b>{one}</b>
              </bdi>
            </>
          ))}
        </p>
      )}
    </>
  );
}
