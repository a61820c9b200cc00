import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import { collected, type Folder, get, run } from './importing.ts';

const paragraph = 'A number in a newspaper came about because somebody looked at many things and chose **one** question to ask of them. ';
const folderOf = (lessons: number): Folder =>
  Object.fromEntries(
    Array.from({ length: lessons }, (_, i) => [
      `${String(i % 20).padStart(2, '0')}-part/${String(i).padStart(4, '0')}-lesson.md`,
      `---\ntitle: Lesson ${i}\n---\n\n${Array.from({ length: 20 }, (_, p) => `## Heading ${p}\n\n${paragraph.repeat(2)}See [next](../${String((i + 1) % 20).padStart(2, '0')}-part/${String((i + 1) % lessons).padStart(4, '0')}-lesson.md#heading-${p}).\n\n- one\n- two\n\n\`\`\`js\nconst n = ${p};\n\`\`\`\n`).join('\n')}`,
    ]),
  );

testPlugin(interopPlugin, (test) => {
  test('x', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    for (const lessons of [100, 1000]) {
      const importId = await collected(marta, `large-${lessons}`, folderOf(lessons));
      await marta.call(run, { importId });
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      let peak = 0;
      const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage().heapUsed); }, 5);
      const before = process.memoryUsage().heapUsed;
      const at = performance.now();
      await school.work();
      const ms = performance.now() - at;
      clearInterval(timer);
      delay.disable();
      console.log(JSON.stringify({ dialect: school.dialect, lessons, ms: Math.round(ms), before: Math.round(before / 1e6), peak: Math.round(peak / 1e6), maxDelay: Math.round(delay.max / 1e6), p99: Math.round(delay.percentile(99) / 1e6) }));
      expect((await marta.call(get, { importId })).report).toMatchObject({ created: { lessons }, lost: [] });
    }
  }, 300_000);
});
