// What no operation takes, whatever its schema says: NUL and broken surrogates (Postgres refuses them, files and
// terminals choke on them), and nesting no honest client sends.
import { kernelProblems, Refusal } from '@lectern/kit';

/** The deepest lesson has 24 lists in one another, four levels each. */
const deepest = 112;

/** @throws Refusal invalid_input with the pointer of the first offending value */
export function assertWellFormed(value: unknown, pointer = '', depth = 0): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw invalid(pointer, 'The text has a broken character (a lone surrogate).');
    if (value.includes('\u0000')) throw invalid(pointer, 'The text has a NUL character.');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) throw invalid(pointer, `Nested deeper than ${deepest} levels.`);
  for (const [key, inner] of Object.entries(value)) {
    const below = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!key.isWellFormed() || key.includes('\u0000'))
      throw invalid(pointer, 'A name in it has a NUL or broken character.');
    assertWellFormed(inner, below, depth + 1);
  }
}
const invalid = (pointer: string, detail: string) => new Refusal(kernelProblems.invalid, { pointer, detail });
