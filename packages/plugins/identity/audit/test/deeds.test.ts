// Whoever reads the log reads sentences, in their language.
import { academy } from '@lectern/academy';
import { type AnyOperation, changes, specOf } from '@lectern/kit';
import { inLanguage, loadLanguage } from '@lectern/ui';
import { describe, expect, test } from 'vitest';
import { deedOf, knownOperations } from '../web/deeds/deeds.ts';

/** What is recorded when it is done: changes, and reading that an audit counts. */
const recorded = academy.flatMap((plugin) => {
  const { contract } = specOf(plugin);
  return Object.entries(contract.operations as Record<string, AnyOperation>)
    .filter(([, operation]) => changes(operation) || operation.spec.audit !== undefined)
    .map(([name]) => `${contract.id}.${name}`);
});

describe('what was done', () => {
  test('is said in words of every change that a plugin of ours can make', () => {
    expect(recorded.length).toBeGreaterThan(100);
    // Add the missing ones to web/deeds/english.ts and arabic.ts.
    expect(recorded.filter((operation) => deedOf(operation) === undefined)).toEqual([]);
  });

  test('is said of what was tried as well as of what was done', () => {
    expect(deedOf('courses.publish')).toEqual({ did: 'published a course', todo: 'publish a course' });
    expect(deedOf('auth.impersonate')?.todo).toBe('begin to act as somebody else');
    for (const operation of knownOperations)
      expect(Object.values(deedOf(operation)!).filter((words) => !/^[a-z]+ [^|]*[^| ]$|^left$/.test(words))).toEqual(
        [],
      );
  });

  test('is said in Arabic', async () => {
    await loadLanguage('ar');
    const inLatin = knownOperations.filter((operation) =>
      inLanguage('ar', () => /[a-z|]/i.test(deedOf(operation)!.did)),
    );
    expect(inLatin).toEqual([]);
  });
});
