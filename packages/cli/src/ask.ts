// Questions on a terminal. Every answer is also a flag.
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

/** @returns true without asking where --yes says so or nobody can be asked */
export async function confirmed(question: string, { yes }: { readonly yes: boolean }): Promise<boolean> {
  if (yes || !process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|yes)$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
