/**
 * How long to wait after the n-th failure: doubling from `first` up to `longest` milliseconds, less up to a quarter by
 * chance, so that what failed together (a mail server was away) does not come back together.
 */
export function backoff(failures: number, first: number, longest: number, random: () => number): number {
  const full = Math.min(longest, first * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (1 - random() / 4));
}
