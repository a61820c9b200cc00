// What everybody does in a school on the first day, for whichever school it is: a course from a folder, a learner who finds it.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Watched } from './watched.ts';

const paragraph = 'The tide tables on the harbour wall are printed a year ahead, and they are right to the minute. ';
const lesson = (title: string) =>
  `# ${title}\n\n${Array.from({ length: 14 }, (_, i) => `## Step ${i + 1}\n\n${paragraph.repeat(4)}\n`).join('\n')}`;

/** A course as an author keeps it: a folder a part, a file a lesson. Its parent is a scratch folder of its own. */
export async function writeFolder(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'lectern-folder-')), 'Reading the sea');
  for (const [part, titles] of [
    ['1 Tides', ['High water', 'Low water']],
    ['2 Waves', ['Swell']],
  ] as const) {
    await mkdir(join(folder, part), { recursive: true });
    for (const [i, title] of titles.entries())
      await writeFile(join(folder, part, `${i + 1} ${title}.md`), lesson(title));
  }
  return folder;
}

/** From the catalogue into the second lesson of `Reading the sea`, with an account made on the way, another one each time. */
export async function signUpAndRead({ page, visit }: Pick<Watched, 'page' | 'visit'>): Promise<void> {
  await visit('/');
  await page.getByRole('link', { name: 'See the course' }).click();
  await page.getByRole('heading', { name: 'Reading the sea', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Enrol' }).click();
  await page.getByLabel('Name').fill('Lena Haugen');
  await page.getByLabel('E-mail').fill(`lena.${randomUUID()}@example.org`);
  await page.getByLabel('Password').fill('a boat below the window');
  await page.getByRole('button', { name: 'Make an account' }).click();
  // Back at the course, and now somebody.
  await page.getByRole('button', { name: 'Enrol' }).click();
  await page.getByRole('heading', { name: 'High water', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Mark as finished' }).click();
  await page.getByRole('heading', { name: 'Low water', level: 1 }).waitFor();
}
