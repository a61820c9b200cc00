import { createHash } from 'node:crypto';
import { coursesService } from '@lectern/courses/contract';
import type { TestPerson, TestSchool } from '@lectern/server/testing';
import type { MediaItem } from '../src/contract.ts';

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
export const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><script>alert(1)</script></svg>';
/** The beginning of a film: its box `ftyp` (ISO/IEC 14496-12). */
export const mp4 = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
/** A file that begins as a film does. */
export const film = (size: number, salt = 0): Buffer<ArrayBuffer> => {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE((at * 2_654_435_761 + salt) >>> 0, at);
  mp4.copy(bytes);
  return bytes;
};

/** A course of Marta's. */
export async function course(school: TestSchool, title = 'Maps'): Promise<{ marta: TestPerson; courseId: string }> {
  const marta = await school.person('instructor', 'Marta');
  const { id } = await school.inside(() =>
    school.server.database.unit(async () => {
      const courses = school.service(coursesService);
      const made = await courses.create({ title }, marta.id);
      await courses.addLesson(await courses.addSection(made.id, { title: 'One' }), { title: 'A' });
      await courses.publish(made.id);
      return made;
    }),
  );
  return { marta, courseId: id };
}

export type Added = MediaItem & { address: string };
export const send = (person: TestPerson, courseId: string, name: string, body: BodyInit) =>
  person.fetch(`/api/media/courses/${courseId}/items?name=${encodeURIComponent(name)}`, { method: 'POST', body });
export const added = async (...sent: Parameters<typeof send>): Promise<Added> =>
  (await (await send(...sent)).json()) as Added;
export const codeOf = async (answer: Response): Promise<[number, unknown]> => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];
