// What a program with a limited key is shown: lists are cut where the permission is asked, so pages stay full.
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { coursesContract } from '../src/contract.ts';
import { coursesPlugin } from '../src/plugin.ts';

testScenarios(coursesPlugin, (test) => {
  test('a key sees the courses it may change, in full pages, and without that permission none', async (school) => {
    const ana = await school.person('instructor', 'Ana');
    for (let n = 0; n < 30; n++) await ana.call(coursesContract.operations.create, { title: `Course ${n}` });
    const pagesWith = async (permissions: readonly string[]) => {
      const made = await ana.fetch('/api/auth/keys', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Office', permissions }),
      });
      const { key } = (await made.json()) as { key: string };
      const sizes: number[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = new URLSearchParams({ limit: '20', ...(cursor && { cursor }) });
        const request = new Request(`http://school.test/api/courses/teaching?${query}`, {
          headers: { authorization: `Bearer ${key}` },
        });
        const page = (await (await school.server.fetch(request)).json()) as { items: object[]; next: string | null };
        sizes.push(page.items.length);
        cursor = page.next;
      }
      return sizes;
    };
    expect(await pagesWith(['self', 'course.write'])).toEqual([20, 10]);
    expect(await pagesWith(['self', 'course.create'])).toEqual([0]);
  });
});
