// Questions of `lms init` on a terminal. Every answer is also a flag.
import { createInterface } from 'node:readline/promises';

type Answers = { name?: string; 'owner-name'?: string; 'owner-email'?: string };

export async function askAboutSchool(given: Readonly<Record<string, unknown>>): Promise<Answers> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Answers = {};
  const ask = async (flag: keyof Answers, question: string) => {
    if (given[flag] !== undefined) return;
    const answer = (await terminal.question(`${question} `)).trim();
    if (answer) answers[flag] = answer;
  };
  try {
    await ask('name', 'What is the school called?');
  } finally {
    terminal.close();
  }
  return answers;
}
