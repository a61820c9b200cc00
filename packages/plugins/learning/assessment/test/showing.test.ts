import { mediaService } from '@lectern/media/contract';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { assessmentContract, assessmentService } from '../src/contract.ts';
import { assessmentPlugin } from '../src/plugin.ts';
import { learner, quizCourse, sample } from './quizzes.ts';

const { write, begin, review } = assessmentContract.operations;
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>';

testScenarios(assessmentPlugin, (test) => {
  test('a prompt shows pictures and links of its school, and nothing that runs or comes from elsewhere', async (school) => {
    const tides = await quizCourse(school);
    const { lessonId, textId, courseId, marta } = tides;
    const media = school.service(mediaService);
    const bytes = async function* () {
      yield new TextEncoder().encode(svg);
    };
    const file = await school.inside(() => media.receive(bytes(), 'dots.svg'));
    const { id } = await school.inside(() => school.server.database.unit(() => media.add(courseId, file)));
    const prompt = [
      `![Dots](asset:${id}) and [High water](lesson:${textId}#top), [gone](lesson:nowhere), ![none](asset:nowhere)`,
      '![elsewhere](https://example.org/a.png) [bad](javascript:alert(1)) [also](//example.org) <script>alert(1)</script>',
      '```js\n<b>\n```',
    ].join('\n\n');
    const [question] = sample.questions;
    const { shown } = await marta.call(write, {
      lessonId,
      quiz: {
        ...sample,
        questions: [
          {
            ...question!,
            prompt,
            body: {
              choices: [
                { text: '<i>a</i> *b*', right: true },
                { text: '`c`', right: false },
              ],
            },
          },
        ],
      },
    });
    const html = shown[0]!.html;
    expect(html).toContain(
      `<img src="/api/media/items/${id}/dots.svg" alt="Dots" width="20" height="10" loading="lazy" decoding="async">`,
    );
    expect(html).toContain('<a href="/learn/tides/high-water#top">High water</a>, <a>gone</a>, none');
    expect(html).toContain('<a href="https://example.org/a.png" rel="noopener noreferrer">elsewhere</a>');
    expect(html).toContain('<a>bad</a> <a>also</a> &lt;script&gt;');
    expect(html).toContain('<code class="language-js">&lt;b&gt;\n</code>');
    expect(shown[0]!.view).toEqual({ choices: ['&lt;i&gt;a&lt;/i&gt; <em>b</em>', '<code>c</code>'] });
    const ana = await learner(school, 'Ana', tides);
    await ana.call(begin, { lessonId });
    expect((await ana.call(review, { lessonId, attempt: 1 })).questions[0]!.html).toBe(html);
    // What a quiz shows is not taken away from it.
    const taken = school.inside(() => school.server.database.unit(() => media.remove(id)));
    await expect(taken).rejects.toMatchObject({ problem: { code: 'media.in_use' } });
  });

  test('every piece of Markdown of a quiz is changed at once, as an import does with addresses', async (school) => {
    const { tools } = school.service(assessmentService);
    const quiz = tools.parse(
      '## ![a](a.png)\n\n- [x] ![b](a.png)\n- [ ] c\n\n> ![d](a.png)\n\n## Words\n\n= a.png\n',
    ).quiz;
    const changed = await tools.mapTexts(quiz, async (text) => text.replaceAll('(a.png)', '(asset:1)'));
    expect(tools.write('', changed)).toBe(tools.write('', quiz).replaceAll('(a.png)', '(asset:1)'));
    expect(JSON.stringify(changed).match(/asset:1/g)).toHaveLength(3);
    expect(changed.questions[1]!.body).toEqual({ accepted: ['a.png'] });
  });
});
