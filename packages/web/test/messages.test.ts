// A person who reads Arabic meets no English on any screen: every catalogue says everything in both. A key, a plural form
// and a refusal taken out of the courses' Arabic turned one test each red.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelProblems } from '@lectern/kit';
import { allMessages, type Message } from '@lectern/ui';
import { expect, test } from 'vitest';

const packages = join(import.meta.dirname, '..', '..');
const files = globSync(['plugins/*/*/web/**/{*messages,words,*-titles}.ts', 'web/app/messages.ts'], { cwd: packages });
for (const file of files) await import(join(packages, file));

/** The same in every language: a mark between two names, the symbols of a timetable. */
const universal = new Set(['web title.of-school', 'ui duration.hours', 'ui duration.minutes', 'ui duration.seconds']);

const forms = (message: Message): string[] =>
  typeof message === 'string' ? [message] : Object.values(message).filter((form) => form !== undefined);
const blanks = (message: Message): Set<string> =>
  new Set(forms(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)));

const arabic = (await allMessages()).filter(({ language }) => language === 'ar');

test('every package with messages says them in Arabic too', () => {
  // Those of the screens, and the design system's.
  expect(arabic).toHaveLength(files.length + 1);
  expect(files.length).toBeGreaterThan(5);
});

test.each(arabic)('$package leaves nothing to English', ({ package: name, english, messages }) => {
  expect(Object.keys(english).filter((key) => !(key in messages) && !universal.has(`${name} ${key}`))).toEqual([]);
  expect(Object.keys(messages).filter((key) => !(key in english) && !key.startsWith('refused.'))).toEqual([]);
});

test('what the school refuses is said in Arabic, and nothing that it does not', () => {
  const surfaces = globSync('plugins/*/*/surface.md', { cwd: packages }).map((file) =>
    readFileSync(join(packages, file), 'utf8'),
  );
  const declared = surfaces.flatMap((surface) =>
    [...surface.matchAll(/^- `(\w+\.\w+)` \d{3}:/gm)].map(([, code]) => `refused.${code}`),
  );
  const kernel = Object.values(kernelProblems).map(({ code }) => `refused.${code}`);
  // Screens that tell of refusals have words of their own that begin so.
  const said = arabic.flatMap(({ english, messages }) =>
    Object.keys(messages).filter((key) => key.startsWith('refused.') && !(key in english)),
  );
  expect({
    missing: declared.filter((key) => !said.includes(key)).sort(),
    needless: said.filter((key) => !declared.includes(key) && !kernel.includes(key)).sort(),
  }).toEqual({ missing: [], needless: [] });
});

test.each(arabic)('$package fills the same blanks, in all six forms where it counts', ({ english, messages }) => {
  for (const [key, message] of Object.entries(messages).filter(([key]) => key in english)) {
    const [wanted, said] = [blanks(english[key]!), blanks(message)];
    if (typeof message === 'string') expect(said, key).toEqual(wanted);
    else {
      expect(Object.keys(message).sort(), key).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
      // One and two are said without a number.
      for (const set of [wanted, said]) set.delete('count');
      expect(said, key).toEqual(wanted);
    }
  }
});
