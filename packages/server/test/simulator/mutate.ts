// `node --import ./mutate.ts`: loads one file with one piece of its text replaced, so that a guard can be taken out for one
// run and everything else stays as it is. What to replace is in LECTERN_MUTANT, as JSON.
import { registerHooks } from 'node:module';

export interface Mutant {
  /** How the file's address ends. */
  readonly file: string;
  readonly replace: readonly (readonly [from: string, to: string])[];
}
const { file, replace } = JSON.parse(process.env.LECTERN_MUTANT ?? '') as Mutant;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(file)) return loaded;
    let source = String(loaded.source);
    for (const [from, to] of replace) {
      if (!source.includes(from)) throw new Error(`${file} has no such text any more: ${from}`);
      source = source.replace(from, () => to);
    }
    return { ...loaded, source };
  },
});
