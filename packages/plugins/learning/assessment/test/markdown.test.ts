import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../src/faults.ts';
import { canonical } from '../src/markdown/canonical.ts';
import { readQuiz } from '../src/markdown/read.ts';
import { writeQuiz } from '../src/markdown/write.ts';
import { builtIn } from '../src/questions/built-in.ts';
import { introduction, oddFile, storedQuiz } from './quiz.arbitrary.ts';

const typeOf = (name: string) => builtIn.find(({ type }) => type === name);
/** As the content plugin finds it, for `---` alone. */
const frontMatter = (source: string) => {
  const text = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source)?.[1];
  return text === undefined ? undefined : { text, lines: text.split('\n').length + 2 };
};
const read = (markdown: string) => readQuiz(markdown, { typeOf, path: 'a.md', frontMatter });
const write = ({ introduction: text, quiz }: Pick<ReturnType<typeof read>, 'introduction' | 'quiz'>) =>
  writeQuiz(text, quiz, typeOf);
const question = (markdown: string) => {
  const { quiz, lost } = read(markdown);
  expect(lost).toEqual([]);
  expect(quiz.questions).toHaveLength(1);
  return quiz.questions[0]!;
};

describe('a quiz in Markdown', () => {
  it('has its settings in the front matter, and text before its first question', () => {
    const {
      introduction: text,
      quiz,
      lost,
    } = read(
      '---\ntitle: Centre\nkind: quiz\npass: 80 %\nattempts: 3 # enough\nshuffle: true\nanswers: "after"\n---\n\nRead this.\n',
    );
    expect({ text, ...quiz, lost }).toEqual({
      text: 'Read this.',
      pass: 80,
      attempts: 3,
      shuffle: true,
      answers: 'after',
      questions: [],
      lost: [],
    });
  });

  it('tells the line of a setting that it cannot read, and keeps the default', () => {
    const { quiz, lost } = read('---\nkind: quiz\npass: 120\nattempts: 0\nanswers: maybe\n---\n');
    expect(quiz).toMatchObject({ pass: 70, attempts: null, answers: 'end' });
    expect(lost.map(({ at }) => at)).toEqual(['a.md#L3', 'a.md#L4', 'a.md#L5']);
  });

  it('asks for one answer where one is marked, for several where several are or where it says so', () => {
    const list = (marks: string) => [...marks].map((mark, at) => `- [${mark}] ${at}`).join('\n');
    expect(question(`## Q\n${list(' x ')}`)).toMatchObject({ type: 'single', prompt: 'Q', points: 1, id: 'q' });
    expect(question(`## Q\n${list('xX ')}`)).toMatchObject({ type: 'multiple' });
    expect(question(`## Q {multiple points=3}\n${list(' x')}`)).toMatchObject({
      type: 'multiple',
      points: 3,
      prompt: 'Q',
    });
    expect(question('## Q\n- [ ] True\n- [x] False')).toMatchObject({ type: 'true-false', body: { right: false } });
    expect(question('## Q {single}\n- [ ] True\n- [x] False')).toMatchObject({ type: 'single' });
    expect(question('## Q {#chosen}\n= Paris\n= Lutetia\n')).toMatchObject({
      id: 'chosen',
      type: 'short-text',
      body: { accepted: ['Paris', 'Lutetia'] },
    });
  });

  it('keeps any Markdown in the prompt, code with headings and lists of tasks too, and quotations after the answers', () => {
    const { prompt, explanation, body } = question(
      '## What does it print?\n\n```md\n## No question\n- [x] no answer\n```\n\n- [x] of the prompt\n\nAnd now:\n\n- [x] Nothing\n\n- [ ] A list,\n  long\n\n> Because `x`.\n>\n> - so\n',
    );
    expect(prompt).toBe(
      'What does it print?\n\n```md\n## No question\n- [x] no answer\n```\n\n- [x] of the prompt\n\nAnd now:',
    );
    expect(body).toEqual({
      choices: [
        { text: 'Nothing', right: true },
        { text: 'A list, long', right: false },
      ],
    });
    expect(explanation).toBe('Because `x`.\n\n- so');
  });

  it('takes braces for settings only when they are', () => {
    expect(question('## What is $\\frac{1}{2}$ {x}\n= 1').prompt).toBe('What is $\\frac{1}{2}$ {x}');
    expect(question('## Half of \\frac{1}{2}\n= 1').prompt).toBe('Half of \\frac{1}{2}');
  });

  it('keeps a question that it cannot read as text, and says on which line and why', () => {
    const {
      introduction: text,
      quiz,
      lost,
    } = read('Hello.\n\n## No answers\n\nwhy\n\n## Good\n= 1\n\n## Two right {single}\n- [x] a\n- [x] b\n- [ ] a\n');
    expect(quiz.questions.map(({ prompt }) => prompt)).toEqual(['Good']);
    expect(text).toBe('Hello.\n\n## No answers\n\nwhy\n\n## Two right {single}\n- [x] a\n- [x] b\n- [ ] a');
    expect(lost.map(({ at, reason }) => `${at} ${reason}`)).toEqual([
      expect.stringMatching(/^a\.md#L3 a question ends with its answers/),
      expect.stringMatching(/^a\.md#L12 More than one choice is marked/),
      expect.stringMatching(/^a\.md#L13 Choice 3 says the same as choice 1/),
    ]);
  });

  it('tells apart two questions that state one id or begin alike', () => {
    const { quiz, lost } = read('## Same\n= 1\n\n## Same\n= 2\n\n## Other {#same}\n= 3\n');
    expect(quiz.questions.map(({ id }) => id)).toEqual(['same', 'same-2', 'other']);
    expect(lost).toEqual([{ at: 'a.md#L7', reason: 'another question has the id same: this one gets its own' }]);
  });

  // With `escaped` giving back its text the quiz was another one when read again; without `separator`, too.
  it('written and read again is the same quiz, whatever is in it', () => {
    fc.assert(
      fc.property(storedQuiz, introduction, (quiz, text) => {
        const sound = { ...quiz, questions: quiz.questions.filter((_, at) => !blames(faultsOf(quiz, typeOf), at)) };
        const again = read(write({ introduction: text, quiz: sound }));
        expect(again).toEqual({ introduction: canonical(text), quiz: sound, lost: [] });
      }),
      { numRuns: 1_500 },
    );
  });

  it('never throws, makes only quizzes without faults, and comes to rest when written and read again', () => {
    fc.assert(
      fc.property(oddFile, (markdown) => {
        const first = read(markdown);
        expect(faultsOf(first.quiz, typeOf)).toEqual([]);
        const written = write(first);
        const second = read(written);
        expect(second).toEqual({ introduction: first.introduction, quiz: first.quiz, lost: [] });
        expect(write(second)).toBe(written);
      }),
      { numRuns: 3_000 },
    );
  });

  // With the pieces of refused questions left out of `kept` it was red at once.
  it('loses no word: each is in the text or in a question', () => {
    const word = fc.integer({ min: 100_000, max: 999_999 }).map(String);
    const some = fc.constantFrom('## $', '$', '- [ ] $', '- [x] $', '= $', '> $', '  $', '```\n$\n```', '- $');
    const file = fc.array(fc.tuple(some, word), { maxLength: 25 });
    fc.assert(
      fc.property(file, (lines) => {
        const { introduction: text, quiz } = read(lines.map(([form, one]) => form.replace('$', one)).join('\n'));
        const there = `${text}\n${JSON.stringify(quiz.questions)}`;
        for (const [, one] of lines) expect(there).toContain(one);
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes any characters, and a file of any length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (markdown) => {
        const { introduction: text, quiz } = read(markdown);
        expect(read(writeQuiz(text, quiz, typeOf))).toEqual({ introduction: text, quiz, lost: [] });
      }),
      { numRuns: 500 },
    );
    const many = read(Array.from({ length: 300 }, (_, at) => `## Question ${at}\n= ${at}`).join('\n\n'));
    expect(many.quiz.questions).toHaveLength(200);
    expect(many.lost).toHaveLength(100);
    const long = 'x\n'.repeat(600_000);
    expect(read(long).lost).toHaveLength(1);
    expect(read(long).introduction).toBe(long.trim());
  });
});

const blames = (faults: readonly { readonly pointer: string }[], at: number): boolean =>
  faults.some(({ pointer }) => pointer.startsWith(`/questions/${at}/`));
