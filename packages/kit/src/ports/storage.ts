// Where bytes are kept. Content-addressed: the name of an object is the SHA-256 of its bytes.

export interface StoredObject {
  /** Lower-case hex SHA-256. */
  readonly digest: string;
  readonly size: number;
}
export interface ListedObject extends StoredObject {
  /** When its bytes were last put, by the clock of the storage. */
  readonly storedAt: Date;
}
export interface StoragePort {
  /**
   * Streams bytes in; the object is there whole when this resolves, and not at all otherwise. Same bytes twice are
   * stored once. @throws StorageLimitError past `limit` bytes
   */
  put(body: AsyncIterable<Uint8Array>, options?: { readonly limit?: number }): Promise<StoredObject>;
  /** @returns undefined when there is no such object; `range` is in bytes, both ends included, as in RFC 9110 */
  get(
    digest: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly size: number; readonly body: AsyncIterable<Uint8Array> } | undefined>;
  size(digest: string): Promise<number | undefined>;
  /**
   * With `storedBefore` only when its bytes were not put since: putting them again at the same moment keeps them.
   * @returns whether it was there and is gone
   */
  remove(digest: string, options?: { readonly storedBefore?: Date }): Promise<boolean>;
  list(): AsyncIterable<ListedObject>;
  /** Clears away what was begun before this moment and never ended: the process was killed. @returns bytes freed */
  clearUnfinished(before: Date): Promise<number>;
  /** A round trip that proves it works. */
  check(): Promise<void>;
}
export class StorageLimitError extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
    this.name = 'StorageLimitError';
    this.limit = limit;
  }
}
