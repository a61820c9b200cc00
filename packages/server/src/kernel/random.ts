import { randomFillSync } from 'node:crypto';

/** 4,096 at a time: asking the system for sixteen costs as much. */
const pool = Buffer.alloc(4_096);
let used = pool.byteLength;

/** So many bytes that nobody foresees, `size` at most 4,096. They are the caller's until 4,096 more were asked for. */
export function randomFrom(size: number): Buffer {
  if (used + size > pool.byteLength) {
    randomFillSync(pool);
    used = 0;
  }
  used += size;
  return pool.subarray(used - size, used);
}
