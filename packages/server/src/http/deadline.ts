// How long a request may take. What is answered with "given up" is not done afterwards all the same: a unit of work asks
// before it commits, and from then on its outcome is waited for.
import { kernelProblems, Refusal } from '@lectern/kit';

export interface Deadline {
  /** Last in a unit of work. @throws Refusal too_slow when the answer has gone out already */
  assertInTime(): void;
}
const endless: Deadline = { assertInTime: () => {} };

/** @param ms none when undefined */
export function withinTime<T>(ms: number | undefined, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  if (ms === undefined) return work(endless);
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      reject(tooSlow(ms));
    }, ms);
    const assertInTime = () => {
      if (over) throw tooSlow(ms);
      clearTimeout(timer);
    };
    work({ assertInTime }).then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
const tooSlow = (ms: number) =>
  new Refusal(kernelProblems.tooSlow, { detail: `It took longer than ${ms / 1_000} seconds.` });
