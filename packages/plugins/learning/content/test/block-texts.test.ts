// A lesson written in blocks, as an editor does.
import { coursesContract } from '@lectern/courses/contract';
import { type TestPerson, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { contentContract } from '../src/contract.ts';
import { contentPlugin } from '../src/plugin.ts';

const { text, writeText, source, write } = contentContract.operations;
const { create, addSection, addLesson } = coursesContract.operations;

async function lessonOf(teacher: TestPerson): Promise<string> {
  const { id: courseId } = await teacher.call(create, { title: 'Knots' });
  const { id: sectionId } = await teacher.call(addSection, { courseId, title: 'One' });
  return (await teacher.call(addLesson, { sectionId, title: 'Bends' })).id;
}
const paragraph = (words: string, id?: string) => ({
  ...(id !== undefined && { id }),
  type: 'paragraph',
  content: [{ type: 'text', text: words }],
});

testScenarios(contentPlugin, (test) => {
  test('blocks keep their names, new ones get theirs, and Markdown says the same', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const lessonId = await lessonOf(marta);
    expect(await marta.call(text, { lessonId })).toEqual({ lessonId, version: 0, blocks: [], files: {} });
    const first = await marta.call(writeText, { lessonId, blocks: [paragraph('One'), paragraph('Two', '')] });
    const [one, two] = first.blocks.map(({ id }) => String(id));
    expect(one).not.toBe(two);
    const next = await marta.call(writeText, {
      lessonId,
      blocks: [paragraph('Two, changed', two), { type: 'quote', blocks: [paragraph('New')] }, paragraph('One', one)],
    });
    expect(next.version).toBe(2);
    expect(next.blocks.map(({ id }) => id)).toEqual([two, expect.stringMatching(/^\w{14}$/), one]);
    expect((await marta.call(source, { lessonId })).markdown).toBe('Two, changed\n\n> New\n\nOne\n');
    await marta.call(write, { lessonId, markdown: '# Now in Markdown' });
    expect((await marta.call(text, { lessonId })).blocks).toMatchObject([{ type: 'heading', level: 1 }]);
  });

  test('what is no text is refused by the place in it', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const lessonId = await lessonOf(marta);
    const wrong: [Record<string, unknown>, string][] = [
      [{ type: 'script', text: 'alert(1)' }, '/blocks/0/type'],
      [{ type: 'heading', level: 9, content: [] }, '/blocks/0/level'],
      [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', link: { href: 'javascript:alert(1)' } }] },
        '/blocks/0/content/0/link/href',
      ],
      [{ type: 'quote', blocks: [{ type: 'paragraph' }] }, '/blocks/0/blocks/0/content'],
      [{ type: 'image', source: { href: 'data:text/html,x' }, alt: '' }, '/blocks/0/source/href'],
    ];
    for (const [block, pointer] of wrong) {
      const { pointer: told } = await marta.refused(writeText, { lessonId, blocks: [block] }, 'content.not_a_text');
      expect(told).toBe(pointer);
    }
    expect((await marta.call(text, { lessonId })).version).toBe(0);
  });

  test('of two who edit at once the second is told', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const lessonId = await lessonOf(marta);
    await marta.call(writeText, { lessonId, blocks: [paragraph('One')] });
    const put = (words: string) =>
      marta.fetch(`/api/content/lessons/${lessonId}/text`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': '"1"' },
        body: JSON.stringify({ blocks: [paragraph(words)] }),
      });
    expect((await put('Mine')).headers.get('etag')).toBe('"2"');
    expect((await put('Theirs')).status).toBe(412);
    expect((await marta.call(source, { lessonId })).markdown).toBe('Mine\n');
  });
});
