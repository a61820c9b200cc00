import { readFileSync } from 'node:fs';
import { coursesService } from '@lectern/courses/contract';
import { mediaService } from '@lectern/media/contract';
import { type TestSchool, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { videoContract, videoService } from '../src/contract.ts';
import { videoPlugin } from '../src/plugin.ts';
import { made, picture, quick, tone } from './made.ts';

const { get, retry, removeCaptions } = videoContract.operations;
const film = readFileSync(await made('film.mp4', ...picture('320x180', 3), ...tone(3), ...quick, '-c:a', 'aac'));

async function added(school: TestSchool, bytes: Uint8Array = film, title = 'Films') {
  const marta = await school.person('instructor', 'Marta');
  const [courses, media] = [school.service(coursesService), school.service(mediaService)];
  const { digest, size } = await school.server.storage.put(
    (async function* () {
      yield bytes;
    })(),
  );
  return school.inside(() =>
    school.server.database.unit(async () => {
      const { id: courseId } = await courses.create({ title, language: 'en' }, marta.id);
      const { id: mediaId } = await media.add(courseId, { digest, size, name: 'film.mp4', mime: 'video/mp4' });
      return { mediaId, courseId, marta, media };
    }),
  );
}
const captions =
  'WEBVTT\n\n00:00:00.500 --> 00:00:02.500\nHigh <b onclick="x">water</b> & low <script>alert(1)</script>\n';

testPlugin(
  videoPlugin,
  (test) => {
    test('a film that is added becomes one that plays, and whoever waits hears of it', async (school) => {
      const { mediaId, courseId, marta } = await added(school);
      await school.deliver();
      expect(await marta.call(get, { mediaId })).toMatchObject({ state: 'waiting', percent: 0, failure: null });
      await school.work();
      expect(await marta.call(get, { mediaId })).toMatchObject({
        state: 'ready',
        percent: 100,
        seconds: 3,
        width: 320,
        height: 180,
      });
      const heard = (await school.events()).filter(({ name }) => name.startsWith('video.'));
      expect(heard.map(({ name }) => name)).toEqual(['video.ready']);
      expect(heard.at(-1)!.payload).toEqual({ mediaId, courseId });
      const streamed = await school.inside(() => school.service(videoService).streamed(mediaId));
      expect(streamed!.tracks.map(({ name, codec }) => [name, codec.slice(0, 4)])).toEqual([
        ['180', 'avc1'],
        ['sound', 'mp4a'],
      ]);
      await marta.refused(retry, { mediaId }, 'video.not_failed');
    });

    test('one that cannot be says why, and is tried again when somebody asks', async (school) => {
      const { mediaId, marta } = await added(school, Buffer.from('this is no film'));
      await school.work();
      expect(await marta.call(get, { mediaId })).toMatchObject({ state: 'failed', failure: { code: 'not-a-video' } });
      await school.events();
      expect(await marta.call(retry, { mediaId })).toMatchObject({ state: 'waiting', failure: null });
      await school.work();
      expect(await marta.call(get, { mediaId })).toMatchObject({ state: 'failed' });
      expect((await school.events()).map(({ name }) => name)).toEqual(['video.failed']);
    });

    test('one that is removed leaves nothing', async (school) => {
      const { mediaId, marta, media } = await added(school);
      await school.work();
      await marta.fetch(`/api/video/${mediaId}/captions/en`, { method: 'PUT', body: captions });
      await school.inside(() => school.server.database.unit(() => media.remove(mediaId)));
      await school.work();
      for (const table of ['videos', 'video_tracks', 'video_pieces', 'video_captions'])
        expect(await school.server.database.rawAll(`select * from ${table} where media = '${mediaId}'`)).toEqual([]);
    });

    test('captions come as WebVTT or SubRip and leave as ours', async (school) => {
      const { mediaId, marta } = await added(school);
      await school.deliver();
      const put = (body: BodyInit, language = 'en') =>
        marta.fetch(`/api/video/${mediaId}/captions/${language}`, {
          method: 'PUT',
          body,
          headers: { 'content-type': 'text/plain' },
        });
      expect((await put(captions)).status).toBe(200);
      const subRip = Buffer.from(
        '1\r\n00:00:00,500 --> 00:00:02,000\r\n{\\an8}Caf\xe9 <i>noir</i>\r\n2\r\n00:00:02,100 --> 00:00:02,900\r\nFin\r\n',
        'latin1',
      );
      expect((await put(subRip, 'fr')).status).toBe(200);
      const refused = await put('no captions at all');
      expect([refused.status, (await refused.json()).code]).toEqual([422, 'video.captions_unreadable']);
      expect((await marta.call(get, { mediaId })).captions).toEqual([
        { language: 'en', label: 'English' },
        { language: 'fr', label: 'français' },
      ]);
      const text = (language: string) =>
        school.inside(() => school.service(videoService).captionText(mediaId, language));
      expect(await text('en')).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:02.500\nHigh <b>water</b> &amp; low alert(1)\n');
      expect(await text('fr')).toBe(
        'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nCafé <i>noir</i>\n\n00:00:02.100 --> 00:00:02.900\nFin\n',
      );
      await marta.call(removeCaptions, { mediaId, language: 'fr' });
      await marta.refused(removeCaptions, { mediaId, language: 'fr' }, 'not_found');
    });
  },
  {
    data: async (school, owner) => {
      const { mediaId } = await added(school, Buffer.from('no film, for the proof'), 'For the proof');
      await school.work();
      await owner.fetch(`/api/video/${mediaId}/captions/en`, { method: 'PUT', body: captions });
    },
  },
);
