// What the tests of imports share: a folder in memory, sent and run as a person would.
import { type ContentService, contentService } from '@lectern/content/contract';
import { type Course, coursesContract } from '@lectern/courses/contract';
import type { TestPerson, TestSchool } from '@lectern/server/testing';
import { type Import, interopContract } from '../src/contract.ts';

export const { start, plan, run, get, exportCourse } = interopContract.operations;
export type Folder = Readonly<Record<string, string | Uint8Array>>;

export const svg = (width: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20"></svg>`;

export const send = (person: TestPerson, importId: string, path: string, body: string | Uint8Array) =>
  person.fetch(`/api/interop/imports/${importId}/file?path=${encodeURIComponent(path)}`, {
    method: 'PUT',
    body: body as BodyInit,
  });

/** Begun and sent, not run. @returns the import's id */
export async function collected(person: TestPerson, name: string, folder: Folder): Promise<string> {
  const { id } = await person.call(start, { name });
  for (const [path, body] of Object.entries(folder)) {
    const answer = await send(person, id, path, body);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }
  return id;
}
export async function imported(
  school: TestSchool,
  person: TestPerson,
  name: string,
  folder: Folder,
  { publish = false } = {},
): Promise<Import> {
  const importId = await collected(person, name, folder);
  await person.call(run, { importId, publish });
  await school.work();
  return person.call(get, { importId });
}
export const courseOf = (person: TestPerson, { courseId }: Import): Promise<Course> =>
  person.call(coursesContract.operations.get, { courseId: courseId! });
export const outlineOf = ({ sections }: Course) =>
  sections.map(({ title, lessons }) => [title, ...lessons.map((lesson) => lesson.title)]);
export const lessonsOf = ({ sections }: Course) =>
  new Map(sections.flatMap(({ lessons }) => lessons.map(({ id, title }) => [title, id] as const)));
export const textOf = (school: TestSchool, lessonId: string): ReturnType<ContentService['read']> =>
  school.inside(() => school.service(contentService).read(lessonId));

export const small: Folder = {
  'README.md': '---\ntitle: Maps\nsummary: Every map leaves out nearly everything.\nlanguage: en\n---\n',
  '01-the-flat-lie/01-peel-an-orange.md':
    '---\ntitle: Peel an orange\n---\nSee [scale](02-scale.md#field-work) and [names](../02-what-a-map-wants/names.md).\n\n![Two maps](../figures/two.svg)\n',
  '01-the-flat-lie/02-scale.md': '# Scale and silence\n\n## Field work\n\nWalk round one block.\n',
  '02-what-a-map-wants/names.md': 'A name is a claim.\n',
  'figures/two.svg': svg(100),
};
