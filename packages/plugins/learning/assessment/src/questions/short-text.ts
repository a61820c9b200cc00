import { z } from 'zod';
import { type Fault, limits, questionType, Words } from '../quiz.ts';

const Body = z.strictObject({ accepted: z.array(Words).max(limits.accepted) });

/**
 * What two answers are compared by: the same letters (Unicode NFKC), upper and lower case alike, one space for any. By
 * upper case first, so that `ß` and `ss`, `ς` and `σ` are the same.
 */
export const compared = (text: string): string =>
  text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** `3.14 ± 0.01`: a number, and how far from it an answer may be. */
export function toleranceOf(accepted: string): { readonly number: number; readonly within: number } | undefined {
  const [left, right, ...more] = accepted.split(/±|\+\/-|\+-/);
  if (right === undefined || more.length > 0) return undefined;
  const [number, within] = [numberOf(left!), numberOf(right)];
  return number === undefined || within === undefined || within < 0 ? undefined : { number, within };
}

/** A number as people write it: a comma for the point, a true minus, Arabic and Persian figures. */
export function numberOf(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (figure) => String(figure.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (figure) => String(figure.charCodeAt(0) - 0x6f0))
    .replaceAll('\u2212', '-')
    .replace(/[,\u066b]/g, '.')
    .trim();
  return /^[+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,2})?$/i.test(plain) ? Number(plain) : undefined;
}

function accepts(accepted: string, answer: string): boolean {
  const tolerance = toleranceOf(accepted);
  if (!tolerance) return compared(accepted) === compared(answer);
  const given = numberOf(answer);
  if (given === undefined) return false;
  // 3.14 - 3.13 is a little more than 0.01 in binary: what is at the edge is within.
  const edge = 1e-9 * Math.max(1, Math.abs(tolerance.number));
  return Math.abs(given - tolerance.number) <= tolerance.within + edge;
}

/** A few words or a number. Right is what is the same as one of those accepted, or near enough to it. */
export const shortText = questionType<z.infer<typeof Body>, string>({
  type: 'short-text',
  body: Body,
  answer: z.string().max(1_000),
  faults({ accepted }) {
    if (accepted.length === 0)
      return [{ pointer: '/accepted', code: 'no_right', reason: 'No answer is given that would be right.' }];
    const first = new Map<string, number>();
    return accepted.flatMap((text, at): Fault[] => {
      const key = toleranceOf(text) ? text : compared(text);
      const before = first.get(key);
      if (before === undefined) first.set(key, at);
      return before === undefined
        ? []
        : [
            {
              pointer: `/accepted/${at}`,
              code: 'same_answer',
              reason: `Answer ${at + 1} is the same as answer ${before + 1}.`,
            },
          ];
    });
  },
  view: () => ({}),
  solution: ({ accepted }) => ({ accepted }),
  grade: ({ accepted }, answer) => ({ score: accepted.some((one) => accepts(one, answer)) ? 1 : 0 }),
  tally: (_, answer) => (compared(answer) === '' ? [] : [compared(answer)]),
  isRight: ({ accepted }, counted) => accepted.some((one) => accepts(one, counted)),
  mapTexts: async (body) => body, // what is compared is no Markdown
  fromMarkdown: ({ tasks, equals }) => (tasks.length > 0 ? undefined : { accepted: [...equals] }),
  toMarkdown: ({ accepted }) => ({ tasks: [], equals: accepted }),
});
