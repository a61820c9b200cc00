import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { mediaContract, mediaHeader } from '../src/contract.ts';
import { mediaPlugin } from '../src/plugin.ts';
import { added, codeOf, course, film, sha256, svg } from './course.ts';
import { append, ask, begin, create, offsetOf, streamOf, version } from './tus.ts';

const partSize = 1_000;
const { list, get } = mediaContract.operations;
const bytesOf = async (person: TestPerson, mediaId: string) => {
  const { address } = await person.call(get, { mediaId });
  return Buffer.from(await (await person.fetch(new URL(address).pathname)).arrayBuffer());
};
const rows = async (school: TestSchool, table: string) => school.server.database.rawAll(`select * from ${table}`);

testScenarios(
  mediaPlugin,
  (test) => {
    test('a file that comes in pieces, with breaks between them, is whole in the end', async (school) => {
      const { marta, courseId } = await course(school);
      const bytes = film(7_345);
      const upload = await begin(marta, courseId, 'Größe 1.mp4', bytes.length);
      await school.events();
      let at = 0;
      for (const end of [1, 999, 2_500, 2_500, 7_344]) {
        const answer = await append(marta, upload, at, bytes.subarray(at, end));
        expect([answer.status, answer.headers.get('upload-offset'), answer.headers.get('tus-resumable')]).toEqual([
          204,
          String(end),
          '1.0.0',
        ]);
        expect(answer.headers.get(mediaHeader)).toBeNull();
        const head = await ask(marta, upload);
        expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
          200,
          String(end),
          '7345',
        ]);
        expect(head.headers.get('cache-control')).toBe('no-store');
        at = end;
      }
      expect(await school.events()).toEqual([]);
      const last = await append(marta, upload, at, bytes.subarray(at));
      expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '7345']);
      const mediaId = last.headers.get(mediaHeader)!;
      expect(await school.events()).toEqual([{ name: 'media.added', payload: { mediaId, courseId, kind: 'video' } }]);
      expect(await marta.call(get, { mediaId })).toMatchObject({ name: 'Größe 1.mp4', title: 'Größe 1', size: 7_345 });
      expect(sha256(await bytesOf(marta, mediaId))).toBe(sha256(bytes));
      expect(await rows(school, 'media_parts')).toEqual([]);
      // Who did not hear the last answer asks, and is told.
      const head = await ask(marta, upload);
      expect([head.headers.get('upload-offset'), head.headers.get(mediaHeader)]).toEqual(['7345', mediaId]);
      const empty = await append(marta, upload, 7_345, '');
      expect([empty.status, empty.headers.get(mediaHeader)]).toEqual([204, mediaId]);
    });

    test('wherever a body is cut and breaks off, what arrived is kept and the whole is the same', async (school) => {
      const { marta, courseId } = await course(school);
      let salt = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 4_200 }),
          fc.array(fc.integer({ min: 1, max: 2_300 }), { minLength: 1, maxLength: 6 }),
          async (size, cuts) => {
            const bytes = film(Math.max(size, 24), ++salt);
            const upload = await begin(marta, courseId, 'a.mp4', bytes.length);
            for (const cut of cuts) {
              const at = await offsetOf(marta, upload);
              const piece = bytes.subarray(at, at + cut);
              if (at + piece.length >= bytes.length) break;
              await append(
                marta,
                upload,
                at,
                streamOf([piece.subarray(0, cut / 2), piece.subarray(cut / 2)], { breaks: true }),
              );
              expect(await offsetOf(marta, upload)).toBe(at + piece.length);
            }
            const at = await offsetOf(marta, upload);
            const answer = await append(marta, upload, at, bytes.subarray(at));
            expect(answer.status).toBe(204);
            expect(sha256(await bytesOf(marta, answer.headers.get(mediaHeader)!))).toBe(sha256(bytes));
          },
        ),
        { numRuns: 12 },
      );
    }, 60_000);

    // Guard removed on purpose: with `advance` looking at the id alone, both were answered 204.
    test('of two who send the same upload at once one is refused, and nothing is mixed', async (school) => {
      const { marta, courseId } = await course(school);
      const bytes = film(5_500);
      const upload = await begin(marta, courseId, 'a.mp4', bytes.length);
      const body = () => streamOf([0, 1_100, 2_200, 3_300, 4_400].map((at) => bytes.subarray(at, at + 1_100)));
      const answers = await Promise.all([
        append(marta, upload, 0, body(), { 'content-length': '5500' }),
        append(marta, upload, 0, body(), { 'content-length': '5500' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      const { items } = await marta.call(list, { courseId });
      expect(items).toHaveLength(1);
      expect(sha256(await bytesOf(marta, items[0]!.id))).toBe(sha256(bytes));
    });

    test('what the protocol forbids is refused in its words', async (school) => {
      const { marta, courseId } = await course(school);
      const upload = await begin(marta, courseId, 'a.mp4', 3_000);
      const status = async (answer: Promise<Response>) => (await answer).status;
      expect(await status(append(marta, upload, 5, 'x'))).toBe(409);
      expect(await status(append(marta, upload, 0, 'x'.repeat(3_001), { 'content-length': '3001' }))).toBe(413);
      expect(await status(append(marta, upload, 0, streamOf([film(2_000), film(1_001)])))).toBe(413);
      expect(await offsetOf(marta, upload)).toBe(2_000); // what came before was good
      expect(await status(append(marta, upload, 0, 'x', { 'content-type': 'text/plain' }))).toBe(400);
      expect(await status(append(marta, upload, 0, 'x', { 'upload-offset': '-1' }))).toBe(400);
      const old = await append(marta, upload, 0, 'x', { 'tus-resumable': '0.2.2' });
      expect([old.status, old.headers.get('tus-version'), old.headers.get('tus-resumable')]).toEqual([
        412,
        '1.0.0',
        '1.0.0',
      ]);
      expect(await status(marta.fetch(upload, { method: 'HEAD' }))).toBe(412);
      const refused = await append(marta, upload, 5, 'x');
      expect(refused.headers.get('tus-resumable')).toBe('1.0.0');
      expect(await codeOf(refused)).toEqual([409, 'media.upload_moved_on']);
      expect(await offsetOf(marta, upload)).toBe(2_000);
      expect(await status(create(marta, courseId, {}))).toBe(400);
      expect(await status(create(marta, courseId, { 'upload-length': '1000001' }))).toBe(413);
      expect(await status(create(marta, courseId, { 'upload-defer-length': '1' }))).toBe(400);
      expect(await status(create(marta, courseId, { 'upload-length': '5', 'upload-metadata': 'filename ***' }))).toBe(
        400,
      );
      expect(await rows(school, 'media_uploads')).toHaveLength(1);
    });

    test('it is somebody else’s upload to those who may not write the course', async (school) => {
      const { marta, courseId } = await course(school);
      const [ben, visitor] = [await school.person('learner', 'Ben'), await school.person('visitor')];
      const upload = await begin(marta, courseId, 'a.mp4', 3_000);
      for (const [person, status] of [
        [ben, 403],
        [visitor, 401],
      ] as const) {
        expect((await ask(person, upload)).status).toBe(status);
        expect((await append(person, upload, 0, 'x')).status).toBe(status);
        expect((await person.fetch(upload, { method: 'DELETE', headers: version })).status).toBe(status);
        expect((await create(person, courseId, { 'upload-length': '5' })).status).toBe(status);
      }
      expect(await offsetOf(marta, upload)).toBe(0);
    });

    test('an upload that is given up is gone, and one that is only tried changes nothing', async (school) => {
      const { marta, courseId } = await course(school);
      const upload = await begin(marta, courseId, 'a.mp4', 3_000);
      await append(marta, upload, 0, film(2_500));
      const preview = { 'lectern-preview': 'true' };
      await append(marta, upload, 2_500, film(500), preview);
      await marta.fetch(upload, { method: 'DELETE', headers: { ...version, ...preview } });
      await create(marta, courseId, { 'upload-length': '5', ...preview });
      expect(await offsetOf(marta, upload)).toBe(2_500);
      expect(await rows(school, 'media_uploads')).toHaveLength(1);
      expect((await marta.fetch(upload, { method: 'DELETE', headers: version })).status).toBe(204);
      expect((await ask(marta, upload)).status).toBe(404);
      expect(await rows(school, 'media_parts')).toEqual([]);
    });

    test('an empty file and a program end as they would by any other way', async (school) => {
      const { marta, courseId } = await course(school);
      const empty = await create(marta, courseId, { 'upload-length': '0', 'upload-metadata': 'filename YS50eHQ=' });
      const mediaId = empty.headers.get(mediaHeader)!;
      expect([empty.status, await marta.call(get, { mediaId })]).toMatchObject([201, { name: 'a.txt', size: 0 }]);
      const program = Buffer.alloc(600);
      program.write('MZ');
      const upload = await begin(marta, courseId, 'cat.png', program.length);
      expect(await codeOf(await append(marta, upload, 0, program))).toEqual([415, 'media.not_servable']);
      expect((await marta.call(list, { courseId })).items).toHaveLength(1);
    });

    test('what nobody goes on with is forgotten after a day, its bytes by the sweep, and what goes on is not', async (school) => {
      const { marta, courseId } = await course(school);
      await school.work(); // from here on the hours are counted
      const [left, going] = [
        await begin(marta, courseId, 'a.mp4', 9_000),
        await begin(marta, courseId, 'b.mp4', 9_000),
      ];
      for (const upload of [left, going]) await append(marta, upload, 0, film(2_500));
      school.advance({ hours: 20 });
      await append(marta, going, 2_500, film(2_500));
      school.advance({ hours: 5 });
      expect((await ask(marta, left)).status).toBe(410);
      expect((await append(marta, left, 2_500, film(100))).status).toBe(410);
      await school.work();
      expect((await ask(marta, left)).status).toBe(404);
      expect(await offsetOf(marta, going)).toBe(5_000);
      expect(new Set((await rows(school, 'media_parts')).map(({ upload }) => upload)).size).toBe(1);
    });

    // Guard removed on purpose: with the digest of a part in an ordinary column, the sweep took the parts after two days.
    test('the bytes of an upload that goes on outlive every sweep', async (school) => {
      const { marta, courseId } = await course(school);
      await school.work(); // from here on the days are counted
      await added(marta, courseId, 'a.svg', svg); // a school that names no file at all is not swept
      const bytes = film(5_000);
      const upload = await begin(marta, courseId, 'a.mp4', bytes.length);
      for (let at = 0; at < 4_000; at += 1_000) {
        await append(marta, upload, at, bytes.subarray(at, at + 1_000));
        school.advance({ hours: 23 });
        await school.work();
      }
      const last = await append(marta, upload, 4_000, bytes.subarray(4_000));
      expect(last.status).toBe(204);
      expect(sha256(await bytesOf(marta, last.headers.get(mediaHeader)!))).toBe(sha256(bytes));
    });
  },
  { settings: { media: { partSize, largestFile: 1_000_000 } } },
);
