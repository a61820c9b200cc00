import { Button, Field, Menu } from '@lectern/ui';
import { acceptedOf, builtInTypes, type Choice, choicesOf, type DraftQuestion, withRight, withType } from './draft.ts';
import { t } from './messages.ts';

export interface QuestionEditorProps {
  readonly question: DraftQuestion;
  readonly place: number;
  readonly language: string;
  /** Codes by their pointer below the question. */
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (question: DraftQuestion) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

/** One question: what is asked, of which type, for how many points, what is right and why. */
export function QuestionEditor(props: QuestionEditorProps) {
  const { question, place, language, faults, onChange, onMove } = props;
  const number = place + 1;
  const name = t('question-number', { place: number });
  const types: readonly string[] = builtInTypes;
  return (
    <li
      id={`edit-${question.id}`}
      class="quiz-edit"
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <fieldset class="stack">
        <legend class="quiz-edit-no">{name}</legend>
        <div class="row quiz-edit-head">
          <label class="row">
            <span class="small">{t('type')}</span>
            <select
              class="select is-small"
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              value={question.type}
              onChange={(event) => onChange(withType(question, event.currentTarget.value))}
            >
              {(types.includes(question.type) ? types : [...types, question.type]).map((type) => (
                <option key={type} value={type}>
                  {typeName(type)}
                </option>
              ))}
            </select>
          </label>
          <label class="row">
            <span class="small">{t('points')}</span>
            <input
              class="input is-small quiz-edit-points"
              type="number"
              min={1}
              max={100}
              dir="ltr"
              value={question.points}
              onInput={({ currentTarget: { value } }) =>
                onChange({ ...question, points: Math.min(100, Math.max(1, Math.round(Number(value)) || 1)) })
              }
            />
          </label>
          <span class="row push">
            <Button
              kind="icon"
              size="s"
              icon="arrow-up"
              label={`${t('move-up')}: ${name}`}
              onClick={() => onMove(-1)}
            />
            <Button
              kind="icon"
              size="s"
              icon="arrow-down"
              label={`${t('move-down')}: ${name}`}
              onClick={() => onMove(1)}
            />
            <Menu
              size="s"
              label={t('more-of', { name })}
              items={[
                { label: t('duplicate'), icon: 'copy', onSelect: props.onDuplicate },
                { label: t('remove'), icon: 'trash', danger: true, onSelect: props.onRemove },
              ]}
            />
          </span>
        </div>
        <Field label={t('prompt')} hint={t('prompt.hint')} error={said(faults, '/prompt')}>
          {(control) => (
            <textarea
              {...control}
              class="textarea"
              dir="auto"
              lang={language}
              rows={3}
              maxLength={20_000}
              value={question.prompt}
              onInput={(event) => onChange({ ...question, prompt: event.currentTarget.value })}
            />
          )}
        </Field>
        <Answers {...props} />
        <Field label={t('explanation')} hint={t('explanation.hint')} optional>
          {(control) => (
            <textarea
              {...control}
              class="textarea quiz-edit-why"
              dir="auto"
              lang={language}
              rows={2}
              maxLength={20_000}
              value={question.explanation ?? ''}
              onInput={(event) => onChange({ ...question, explanation: event.currentTarget.value })}
            />
          )}
        </Field>
      </fieldset>
    </li>
  );
}

function Answers(props: QuestionEditorProps) {
  switch (props.question.type) {
    case 'single':
    case 'multiple':
      return <ChoicesEditor {...props} />;
    case 'true-false':
      return <TrueFalseEditor {...props} />;
    case 'short-text':
      return <AcceptedEditor {...props} />;
    default:
      return <p class="small muted">{t('type.elsewhere')}</p>;
  }
}

function ChoicesEditor({ question, language, faults, onChange }: QuestionEditorProps) {
  const choices = choicesOf(question);
  const set = (changed: readonly Choice[]) => onChange({ ...question, body: { ...question.body, choices: changed } });
  const wrong = said(faults, '/body/choices');
  return (
    <fieldset class="stack quiz-edit-answers">
      <legend class="label">{t(question.type === 'single' ? 'choices.one' : 'choices.several')}</legend>
      {choices.map((choice, at) => (
        <div key={at} class="row quiz-edit-choice">
          <input
            type={question.type === 'single' ? 'radio' : 'checkbox'}
            name={`right-${question.id}`}
            aria-label={t('is-right', { place: at + 1 })}
            checked={choice.right}
            onChange={(event) => onChange(withRight(question, at, event.currentTarget.checked))}
          />
          <input
            class="input"
            dir="auto"
            lang={language}
            aria-label={t('choice', { place: at + 1 })}
            maxLength={1_000}
            value={choice.text}
            onInput={({ currentTarget: { value } }) =>
              set(choices.map((one, place) => (place === at ? { ...one, text: value } : one)))
            }
          />
          <Button
            kind="icon"
            size="s"
            icon="x"
            label={t('choice.remove', { place: at + 1 })}
            onClick={() => set(choices.toSpliced(at, 1))}
          />
        </div>
      ))}
      {wrong && <p class="error small">{wrong}</p>}
      {choices.length < 26 && (
        <div>
          <Button kind="quiet" size="s" icon="plus" onClick={() => set([...choices, { text: '', right: false }])}>
            {t('choice.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function TrueFalseEditor({ question, faults, onChange }: QuestionEditorProps) {
  const wrong = said(faults, '/body/right');
  return (
    <fieldset class="stack quiz-edit-answers">
      <legend class="label">{t('right-answer')}</legend>
      {[true, false].map((value) => (
        <label key={String(value)} class="row">
          <input
            type="radio"
            name={`right-${question.id}`}
            checked={question.body.right === value}
            onChange={() => onChange({ ...question, body: { right: value } })}
          />
          {t(value ? 'true' : 'false')}
        </label>
      ))}
      {wrong && <p class="error small">{wrong}</p>}
    </fieldset>
  );
}

function AcceptedEditor({ question, language, faults, onChange }: QuestionEditorProps) {
  const accepted = acceptedOf(question);
  const set = (changed: readonly string[]) => onChange({ ...question, body: { accepted: changed } });
  const wrong = said(faults, '/body/accepted');
  return (
    <fieldset class="stack quiz-edit-answers">
      <legend class="label">{t('accepted')}</legend>
      {accepted.map((text, at) => (
        <div key={at} class="row quiz-edit-choice">
          <input
            class="input"
            dir="auto"
            lang={language}
            aria-label={t('accepted.one', { place: at + 1 })}
            maxLength={1_000}
            value={text}
            onInput={({ currentTarget: { value } }) => set(accepted.with(at, value))}
          />
          <Button
            kind="icon"
            size="s"
            icon="x"
            label={t('accepted.remove', { place: at + 1 })}
            onClick={() => set(accepted.toSpliced(at, 1))}
          />
        </div>
      ))}
      {wrong ? <p class="error small">{wrong}</p> : <p class="hint small muted">{t('accepted.hint')}</p>}
      {accepted.length < 50 && (
        <div>
          <Button kind="quiet" size="s" icon="plus" onClick={() => set([...accepted, ''])}>
            {t('accepted.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

const faultCodes = ['no_prompt', 'few_choices', 'no_right', 'two_right', 'same_choice', 'same_answer'] as const;
/** What is wrong at a place or below it, in the reader's language. */
function said(faults: Readonly<Record<string, string>>, pointer: string): string | undefined {
  const code = Object.entries(faults).find(([at]) => at.startsWith(pointer))?.[1];
  if (code === undefined) return undefined;
  const known = faultCodes.find((one) => one === code);
  return t(known ? `fault.${known}` : 'fault.invalid');
}

function typeName(type: string): string {
  const known = builtInTypes.find((one) => one === type);
  return known ? t(`type.${known}`) : type;
}
