// Why a statement does not compile, and what to write instead.

/** Thrown where the reason is known; `assertTenancy` adds which query it was. */
export class Refusal extends Error {
  readonly wayOut: string;
  constructor(reason: string, wayOut: string) {
    super(reason);
    this.wayOut = wayOut;
  }
}

/** A statement that may cross the wall between organizations. The message has the query, the reason, the way out, the SQL. */
export class TenancyError extends Error {
  override readonly name = 'TenancyError';
  readonly query: string;
  readonly reason: string;
  readonly wayOut: string;
  constructor(query: string, text: string, refusal: Refusal) {
    super(`${query} does not compile: ${refusal.message}; ${refusal.wayOut}\n  ${text}`);
    this.query = query;
    this.reason = refusal.message;
    this.wayOut = refusal.wayOut;
  }
}
