import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import { collected, type Folder, get, run } from './importing.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const words = 'Somebody looked at many things, chose **one** question to ask of them, and threw the rest away. ';
const pathOf = (n: number) => `${String(n % 20).padStart(2, '0')}-part/${String(n).padStart(4, '0')}-lesson.md`;
const lessonOf = (n: number, next: number) =>
  Array.from(
    { length: 20 },
    (_, p) =>
      `## Heading ${p}\n\n${words.repeat(2)}See [the next](../${pathOf(next)}#heading-${p}).\n\n- one\n- two\n\n\`\`\`js\nconst n = ${n * p};\n\`\`\`\n`,
  ).join('\n');

testScenarios(interopPlugin, (test) => {
  // It is 40 to 60 MB, most of it buffers that wait to be collected. With each text in the large buffer that zlib packs into
  // (markdown/packed.ts) it was 133.
  test('many lessons are imported in memory that does not grow with them', async (school) => {
    // Memory is the importer's and not the database's: one of the two is asked for most.
    const count = school.server.database.dialect === 'sqlite' ? 600 : 150;
    const marta = await school.person('instructor', 'Marta');
    const folder: Folder = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [pathOf(n), lessonOf(n, (n + 1) % count)]),
    );
    const importId = await collected(marta, 'large', folder);
    await marta.call(run, { importId });
    const used = () => {
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = used();
    let peak = before;
    const watching = setInterval(() => {
      peak = Math.max(peak, used());
    }, 500);
    await school.work().finally(() => clearInterval(watching));
    expect(await marta.call(get, { importId })).toMatchObject({
      state: 'done',
      done: count,
      report: { created: { courses: 1, sections: 20, lessons: count }, lost: [] },
    });
    expect((peak - before) / 1e6).toBeLessThan(90);
  }, 600_000);
});
