// A real curriculum: two tracks, no settings, order only in names, pictures beside the lessons and by the address of a mirror.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planMarkdown } from '../../src/markdown/importer.ts';
import { lessonsOf, memorySource } from './memory-source.ts';
import { tools } from './text-tools.ts';

const corpus = join(
  process.env.LMS_CORPORA ?? join(import.meta.dirname, '../../../../../../../shared/corpora'),
  'markdown/odin',
);

describe.skipIf(!existsSync(corpus))('a real curriculum (needs the corpora beside the project)', () => {
  it.each(['foundations', 'javascript'])(
    '%s: every file a lesson, every picture once, every loss a true one',
    async (name) => {
      const folder = join(corpus, name);
      const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
      const paths = files.map((file) => join(file.parentPath, file.name));
      const source = memorySource(
        Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path)])),
      );
      const plan = await planMarkdown(name, source, tools);

      expect(lessonsOf(plan).length).toBe(files.filter((file) => file.name.endsWith('.md')).length);
      const pictures = files
        .filter((file) => !file.name.endsWith('.md'))
        .map((file) =>
          createHash('sha256')
            .update(readFileSync(join(file.parentPath, file.name)))
            .digest('hex'),
        );
      expect(plan.assets.map((asset) => asset.digest).toSorted()).toEqual([...new Set(pictures)].toSorted());

      // Read one by one: the scripts are those of embedded pens, which stay as links to the pen.
      const lost = plan.lost
        .filter(
          ({ reason }) =>
            reason !== 'a script is not run, its source is kept (https://cpwebassets.codepen.io/assets/embed/ei.js)',
        )
        .map(({ at, reason }) => `${at} ${reason.slice(0, 60)}`);
      expect(lost).toEqual(
        name === 'foundations'
          ? [
              'html_css/css_foundations/intro_to_css.md#L60 a picture on another site is not loaded; a link to it is sho',
              'html_css/html_foundations/project_recipes.md#L35 nothing in installations/setting_up_git.md is called #step-2',
            ]
          : [
              'asynchronous_javascript_and_apis/working_with_apis.md#L179 a picture on another site is not loaded; a link to it is sho',
            ],
      );
      expect(await planMarkdown(name, source, tools)).toEqual(plan);
    },
  );
});
