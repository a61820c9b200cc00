// A quiz as a Markdown file that is read back as the same quiz. Every question is read again while it is written: where
// the short form would be read as something else, a longer one is taken.
import { isDeepStrictEqual } from 'node:util';
import type { TypeOf } from '../faults.ts';
import type { Question, Quiz } from '../quiz.ts';
import { separator } from './answers.ts';
import { canonical, escaped, linesOf } from './canonical.ts';
import { writeHeading } from './heading.ts';
import { derivedId } from './ids.ts';
import { plainType, readQuestion } from './read.ts';
import { writeSettings } from './settings.ts';

/** @param settings further lines of the front matter, such as the title; they come first */
export function writeQuiz(
  introduction: string,
  quiz: Quiz,
  typeOf: TypeOf,
  settings: Readonly<Record<string, string | number | boolean>> = {},
): string {
  const front = Object.entries({ ...settings, ...writeSettings(quiz) }).map(
    ([name, value]) => `${name}: ${typeof value === 'string' && name in settings ? JSON.stringify(value) : value}`,
  );
  const taken = new Set<string>();
  const questions = quiz.questions.map((question) => {
    const written = writeQuestion(question, typeOf, taken);
    taken.add(question.id);
    return written;
  });
  const text = [escaped(canonical(introduction)), ...questions].filter(Boolean).join('\n\n');
  return `---\n${front.join('\n')}\n---\n${text && `\n${text}\n`}`;
}

function writeQuestion(question: Question, typeOf: TypeOf, taken: ReadonlySet<string>): string {
  const { id, prompt, points, explanation } = question;
  const type = typeOf(question.type);
  const answers = type?.toMarkdown(question.body) ?? { tasks: [], equals: [] };
  const list = [
    ...answers.tasks.map(({ text, checked }) => `- [${checked ? 'x' : ' '}] ${text}`),
    ...answers.equals.map((text) => `= ${text}`),
  ].join('\n');
  const quoted = explanation
    ?.split('\n')
    .map((line) => (line ? `> ${line}` : '>'))
    .join('\n');
  const said = {
    ...(derivedId(prompt, taken) !== id && { id }),
    ...(plainType(answers) !== question.type && { type: question.type }),
    ...(points !== 1 && { points }),
  };
  const [title, ...rest] = prompt.split('\n');
  const body = rest.join('\n').replace(/^\n/, '');
  const forms = [
    { heading: { ...said, title: title! }, body },
    // What ends in braces is not taken for settings when some come after it.
    { heading: { ...said, points, title: title! }, body },
    { heading: { ...said, title: '' }, body: prompt },
  ].flatMap((form) => ['', separator].map((between) => ({ ...form, between })));
  const texts = forms.map(({ heading, body: below, between }) =>
    [writeHeading(heading), escaped(below), between, list, quoted].filter(Boolean).join('\n\n'),
  );
  const isSame = (text: string) => {
    const read = readQuestion(linesOf(text).lines, typeOf, taken);
    return read.faults.length === 0 && isDeepStrictEqual(read.question, question);
  };
  return texts.find(isSame) ?? texts.at(-1)!;
}
