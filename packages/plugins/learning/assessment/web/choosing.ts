import type { KeyBinding } from '@lectern/ui';
import { t } from './messages.ts';

interface Asked {
  readonly type: string;
  readonly view: Readonly<Record<string, unknown>>;
}

/** Figures and letters choose, in the order in which the choices stand. */
export function keyBindings(
  { type, view }: Asked,
  answer: unknown,
  onAnswer: (answer: unknown) => void,
): readonly KeyBinding[] {
  const count = type === 'true-false' ? 2 : type === 'single' || type === 'multiple' ? choicesOf(view) : 0;
  const choose = (place: number) => onAnswer(chosen(type, answer, place));
  return Array.from({ length: count }, (_, place): KeyBinding[] => {
    const label = t('choose', { place: place + 1 });
    const letter = { keys: String.fromCharCode(97 + place), label, run: () => choose(place) };
    return place < 9 ? [{ keys: String(place + 1), label, run: () => choose(place) }, letter] : [letter];
  }).flat();
}

/** @returns the answer after the choice at this place was pressed */
export function chosen(type: string, answer: unknown, place: number): unknown {
  if (type === 'true-false') return place === 0;
  if (type === 'single') return place;
  const before = Array.isArray(answer) ? (answer as number[]) : [];
  const after = before.includes(place) ? before.filter((one) => one !== place) : [...before, place];
  return after.length > 0 ? after.toSorted((a, b) => a - b) : null;
}

const choicesOf = ({ choices }: Readonly<Record<string, unknown>>): number =>
  Array.isArray(choices) ? choices.length : 0;
