/** Small enough that a unit of work is over in milliseconds, large enough that a thousand lessons are not a thousand commits. */
const batchSize = 20;

export function* batches<T>(items: readonly T[], size = batchSize): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
