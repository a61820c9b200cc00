// Where an object lies below the root of a storage. All drivers agree, so that a folder can be copied into a bucket.

/**
 * @param digest lower-case hex SHA-256
 * @returns `objects/ab/cdef...`
 * @throws an Error when it is no digest: it may come from a request
 */
export function addressOf(digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error(`not a digest: ${digest.slice(0, 80)}`);
  return `objects/${digest.slice(0, 2)}/${digest.slice(2)}`;
}

/** @returns undefined when no object of ours lies there */
export function digestAt(address: string): string | undefined {
  const [, start, rest] = /^objects\/([0-9a-f]{2})\/([0-9a-f]{62})$/.exec(address) ?? [];
  return start && rest && start + rest;
}
