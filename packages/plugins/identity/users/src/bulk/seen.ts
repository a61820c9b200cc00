// Whether a key stood in the file before. A set of a million addresses would take 100 MB; here a key takes eight to sixteen
// bytes: its 53-bit hash in an open table. Of a million keys two fall together once in twenty thousand files.
export interface Seen {
  /** @returns whether it was there already */
  add(key: string): boolean;
}

export function createSeen(): Seen {
  let table = new Float64Array(1_024);
  let used = 0;

  /** The slot of a hash, or the free one where it belongs. */
  function slotOf(slots: Float64Array, hash: number): number {
    let at = hash % slots.length;
    while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) % slots.length;
    return at;
  }
  function grow(): void {
    const larger = new Float64Array(table.length * 2);
    for (const hash of table) if (hash !== 0) larger[slotOf(larger, hash)] = hash;
    table = larger;
  }
  return {
    add(key) {
      const hash = hashOf(key);
      const at = slotOf(table, hash);
      if (table[at] === hash) return true;
      table[at] = hash;
      if (++used * 2 > table.length) grow();
      return false;
    },
  };
}

/** Two FNV-1a hashes of 32 bits with other offsets and primes, stirred, as one number; never 0. */
function hashOf(key: string): number {
  let [high, low] = [0x9747b28c, 0x811c9dc5];
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 13;
  }
  high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35);
  return ((high ^ (high >>> 16)) >>> 11) * 0x1_0000_0000 + (low >>> 0) || 1;
}
