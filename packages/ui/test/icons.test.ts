import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iconModules } from '../build/icons.ts';
import { core } from '../src/icons/core.ts';
import { more } from '../src/icons/more.ts';
import { coreIcons, moreIcons } from '../src/icons/names.ts';

describe('the icons', () => {
  test.each(Object.entries(iconModules()))(
    'in %s are what build/icons.ts writes from the lists of names',
    (path, text) => {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(text);
      expect(text).toMatch(/ISC License[\s\S]+Permission to use, copy, modify/);
      expect(text).toMatch(/The MIT License[\s\S]+Cole Bemis/);
    },
  );

  test('stand in one list, in order, and have a shape', () => {
    const all = [...coreIcons, ...moreIcons];
    expect(new Set(all).size).toBe(all.length);
    for (const list of [coreIcons, moreIcons]) expect([...list].sort()).toEqual([...list]);
    expect(Object.keys({ ...core, ...more }).sort()).toEqual([...all].sort());
  });

  test('keep their strokes apart when they are joined to one path: every move is absolute', () => {
    // Guard: without absoluteStart, "m15 16" of the second stroke of a-large-small was drawn from the end of the first.
    expect(Object.values({ ...core, ...more }).filter((d) => !d.startsWith('M'))).toEqual([]);
    expect(core['a-large-small']).toContain('M2 16l4.039');
  });
});
