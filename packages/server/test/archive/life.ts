// What a school has that an archive must not lose, made through its operations.
import { crc32 as crc, deflateSync } from 'node:zlib';
import { usersContract } from '../../../plugins/identity/users/src/contract.ts';
import { certificatesContract } from '../../../plugins/learning/certificates/src/contract.ts';
import { contentContract } from '../../../plugins/learning/content/src/contract.ts';
import { coursesContract } from '../../../plugins/learning/courses/src/contract.ts';
import { enrollmentContract } from '../../../plugins/learning/enrollment/src/contract.ts';
import { progressContract } from '../../../plugins/learning/progress/src/contract.ts';
import type { TestSchool } from '../../src/testing/school.ts';

const { create, addSection, addLesson, publish } = coursesContract.operations;

export interface Life {
  readonly courseId: string;
  readonly lessonId: string;
  readonly mediaId: string;
  readonly picture: Uint8Array;
  readonly number: string;
  /** Once an account, made one with Ana's. */
  readonly alias: string;
}

export async function live(school: TestSchool): Promise<Life> {
  const [owner, marta, ana, twin] = await Promise.all([
    school.person('owner', 'Solveig'),
    school.person('instructor', 'Marta'),
    school.person('learner', 'Ana'),
    school.person('learner', 'Ana B'),
  ]);
  const { id: courseId } = await marta.call(create, { title: 'How Maps Persuade' });
  const { id: sectionId } = await marta.call(addSection, { courseId, title: 'One' });
  const { id: lessonId } = await marta.call(addLesson, { sectionId, title: 'First' });
  await marta.call(contentContract.operations.write, { lessonId, markdown: 'About *maps*: 日本 👩‍👩‍👧 \\\\ "quoted"' });
  const picture = png();
  const added = await marta.fetch(`/api/media/courses/${courseId}/items?name=map.png`, {
    method: 'POST',
    body: picture,
    headers: { 'content-type': 'image/png' },
  });
  const { id: mediaId } = (await added.json()) as { id: string };
  await owner.fetch('/api/organizations/logo/light', {
    method: 'PUT',
    body: png(9),
    headers: { 'content-type': 'image/png' },
  });
  await marta.call(certificatesContract.operations.setRule, { courseId, onCompletion: true });
  await marta.call(publish, { courseId });
  await twin.call(enrollmentContract.operations.enroll, { courseId });
  await owner.call(usersContract.operations.merge, { userId: twin.id, intoId: ana.id });
  await ana.call(progressContract.operations.complete, { lessonId });
  await school.work();
  const { items } = await ana.call(certificatesContract.operations.mine);
  await school.inside(() => school.server.host.contextOf('audit').audit.verify()); // which seals it
  return { courseId, lessonId, mediaId, picture, number: items[0]!.number, alias: twin.id };
}

/** A grey square, as small as a PNG gets. */
function png(size = 8): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((size + 1) * size, 0x80);
  for (let row = 0; row < size; row++) rows[row * (size + 1)] = 0;
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]),
  );
}
