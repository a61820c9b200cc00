import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iconsModule } from '../build/icons.ts';
import { paths } from '../src/icons/generated.ts';
import { iconNames } from '../src/icons/names.ts';

const written = readFileSync(new URL('../src/icons/generated.ts', import.meta.url), 'utf8');

describe('the icons', () => {
  test('are what build/icons.ts writes from the list of names', () => {
    expect(written).toBe(iconsModule());
    expect(Object.keys(paths)).toEqual([...iconNames]);
  });

  test('keep their shapes apart when they are joined to one path: every move is absolute', () => {
    // Guard: without absoluteStart, "m15 16" of the second stroke of a-large-small was drawn from the end of the first.
    const moves = Object.values(paths).filter((d) => !d.startsWith('M'));
    expect(moves).toEqual([]);
    expect(paths['a-large-small']).toContain('M2 16l4.039');
  });

  test('carry the licence of Lucide and of Feather', () => {
    expect(written).toMatch(/ISC License[\s\S]+Permission to use, copy, modify/);
    expect(written).toMatch(/The MIT License[\s\S]+Cole Bemis/);
  });
});
