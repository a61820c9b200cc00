// A film among the files of a folder, with its words beside it.
import { contentContract } from '@lectern/content/contract';
import { testScenarios } from '@lectern/server/testing';
import { videoService } from '@lectern/video/contract';
import { expect } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import { courseOf, imported } from './importing.ts';

/** The head of an MP4, which is all that tells what a file is; no job looks at it here. */
const film = new Uint8Array(64);
film.set(new TextEncoder().encode('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom').subarray(0, 24));
const words = (said: string) => `WEBVTT\n\n00:00.000 --> 00:02.000\n${said}\n`;
const files = (more: Record<string, string> = {}) => ({
  'README.md': '---\ntitle: Knots\nlanguage: nb\n---\n',
  'bends.md': '# Bends\n\n![A bend](bend.mp4)\n',
  'bend.mp4': film,
  'bend.vtt': words('Hei'),
  'bend.en.vtt': words('Hello'),
  'bend.fr.srt': 'this is no caption file',
  ...more,
});

testScenarios(interopPlugin, (test) => {
  test('is shown in its lesson with its captions, and a caption file that is none is told', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const done = await imported(school, marta, 'knots', files());
    expect(done.report!.lost).toEqual([
      {
        at: 'bend.fr.srt#file',
        reason: expect.stringMatching(/^captions are not carried: There is no line with times/),
      },
    ]);
    const [lesson] = (await courseOf(marta, done)).sections.flatMap(({ lessons }) => lessons);
    const { html } = await marta.call(contentContract.operations.read, { lessonId: lesson!.id });
    const mediaId = /data-media="([\w-]+)" data-kind="video"/.exec(html)?.[1];
    expect(mediaId, html).toBeDefined();
    const text = (language: string) =>
      school.inside(() => school.service(videoService).captionText(mediaId!, language));
    expect(await text('en')).toContain('Hello');
    expect(await text('nb')).toContain('Hei');

    const again = await imported(school, marta, 'knots', files({ 'bend.en.vtt': words('Hello again') }));
    expect(again.report).toMatchObject({ created: {}, updated: {} });
    expect(await text('en')).toContain('Hello again');
    expect(await text('fr')).toBeUndefined();
  });
});
