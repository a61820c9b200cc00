// A Markdown file as a quiz. Never throws, and loses nothing silently: what is no question stays in the text.
import { faultsOfQuestion, type TypeOf } from '../faults.ts';
import { saysTrueFalse } from '../questions/true-false.ts';
import { type AnyQuestionType, limits, Question, type Quiz, type WrittenAnswers } from '../quiz.ts';
import { type FoundAnswers, findAnswers } from './answers.ts';
import { beginsQuestion, canonical, type Line, linesOf } from './canonical.ts';
import { readHeading } from './heading.ts';
import { derivedId } from './ids.ts';
import { readSettings } from './settings.ts';

export interface QuizFile {
  /** Markdown: the text of the lesson, and every question that could not be read as one. */
  readonly introduction: string;
  readonly quiz: Quiz;
  /** In the order of the file; `at` is `path#L12`. */
  readonly lost: readonly { readonly at: string; readonly reason: string }[];
}
export interface FrontMatterFound {
  readonly text: string;
  readonly lines: number;
}
export interface ReadOptions {
  readonly typeOf: TypeOf;
  /** Stands before the line in `at`. */
  readonly path?: string;
  readonly frontMatter: (source: string) => FrontMatterFound | undefined;
}

/** The longest quiz that a request can store. */
const longest = 1_000_000;

/** The type of answers whose question names none. */
export const plainType = (written: WrittenAnswers): string => {
  if (written.equals.length > 0) return 'short-text';
  if (saysTrueFalse(written)) return 'true-false';
  return written.tasks.filter(({ checked }) => checked).length > 1 ? 'multiple' : 'single';
};

export function readQuiz(markdown: string, { typeOf, path = '', frontMatter }: ReadOptions): QuizFile {
  const source = markdown
    .toWellFormed()
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');
  const front = frontMatter(source);
  const offset = front?.lines ?? 0;
  const { settings, problems } = readSettings(front?.text ?? '');
  const lost: { line: number; reason: string }[] = problems.map(({ line, reason }) => ({ line: line + 1, reason }));
  const all = source.split('\n').slice(offset).join('\n');
  const pieces = all.length > longest ? [] : sectionsOf(linesOf(all).lines);
  const kept: string[] = [all.length > longest ? all : textOf(pieces.shift()?.lines ?? [])];
  if (all.length > longest)
    lost.push({ line: offset, reason: `the file is longer than ${longest} characters and is kept as text` });
  const questions: Question[] = [];
  const taken = new Set<string>();
  for (const { lines, at } of pieces) {
    const read = readQuestion(lines, typeOf, taken);
    if (questions.length === limits.questions)
      read.faults.push({ line: 0, reason: `a quiz has at most ${limits.questions} questions` });
    if (read.faults.length === 0) {
      questions.push(read.question);
      taken.add(read.question.id);
    } else {
      kept.push(textOf(lines));
      for (const { line, reason } of read.faults)
        lost.push({ line: offset + at + line, reason: `${reason}; the question is kept as text` });
    }
    for (const { line, reason } of read.remarks) lost.push({ line: offset + at + line, reason });
  }
  return {
    introduction: canonical(kept.map(canonical).filter(Boolean).join('\n\n')),
    quiz: { ...settings, questions },
    lost: lost.toSorted((a, b) => a.line - b.line).map(({ line, reason }) => ({ at: `${path}#L${line + 1}`, reason })),
  };
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');

/** What stands before the first question, then a piece for each. */
function sectionsOf(lines: readonly Line[]): { readonly lines: readonly Line[]; readonly at: number }[] {
  const starts = lines.flatMap((line, at) => (beginsQuestion(line) ? [at] : []));
  return [0, ...starts].map((at, i) => ({ at, lines: lines.slice(at, starts[i] ?? lines.length) }));
}

interface Read {
  readonly question: Question;
  readonly faults: { line: number; reason: string }[];
  readonly remarks: readonly { readonly line: number; readonly reason: string }[];
}

export function readQuestion(lines: readonly Line[], typeOf: TypeOf, taken: ReadonlySet<string>): Read {
  const heading = readHeading(lines[0]!.text, (name) => typeOf(name) !== undefined);
  const below = lines.slice(1);
  const answers = findAnswers(below);
  const body = canonical(textOf(below.slice(0, answers?.from)));
  const prompt = canonical([heading.title, body].filter(Boolean).join('\n\n'));
  const doubled = heading.id !== undefined && taken.has(heading.id);
  const remarks = doubled
    ? [{ line: 0, reason: `another question has the id ${heading.id}: this one gets its own` }]
    : [];
  const explanation = canonical(answers?.explanation ?? '');
  const written: WrittenAnswers = {
    tasks: answers?.tasks ?? [],
    equals: answers?.equals.map(({ text }) => text) ?? [],
  };
  const type = heading.type ?? plainType(written);
  const question: Question = {
    id: heading.id === undefined || doubled ? derivedId(prompt, taken) : heading.id,
    type,
    prompt,
    points: heading.points ?? 1,
    body: (bodyOf(typeOf(type), written) ?? {}) as Question['body'],
    ...(explanation && { explanation }),
  };
  if (!answers) return { question, remarks, faults: [{ line: 0, reason: withoutAnswers }] };
  const faults = answers.faults.map(({ line, reason }) => ({ line: line + 1, reason }));
  return { question, remarks, faults: [...faults, ...judged(question, typeOf, answers)] };
}

const withoutAnswers =
  'a question ends with its answers: a list of tasks (- [ ] and - [x]) or lines that begin with =, and after them only a quotation (>)';

/** Only what the type reads back as its own: a body holds what the file says, and nothing is made up. */
const bodyOf = (type: AnyQuestionType | undefined, written: WrittenAnswers): unknown =>
  type?.fromMarkdown({ tasks: written.tasks.map(({ text, checked }) => ({ text, checked })), equals: written.equals });

function judged(question: Question, typeOf: TypeOf, answers: FoundAnswers): Read['faults'] {
  const parsed = Question.safeParse(question);
  const inSchema = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    line: 0,
    reason: `${path.join('.')}: ${message}`,
  }));
  if (inSchema.length > 0) return inSchema;
  return faultsOfQuestion(question, typeOf).map(({ pointer, reason }) => {
    const [, list, place] = /^\/body\/(choices|accepted)\/(\d+)/.exec(pointer) ?? [];
    const line = (list === 'choices' ? answers.tasks : answers.equals)[Number(place)]?.line;
    return { line: line === undefined ? 0 : line + 1, reason: reason.replace(/\.$/, '') };
  });
}
