// Requests that leave the school: to sign-in providers, gateways, webhooks. One client sends them all.

export interface OutgoingOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In milliseconds, redirects and body included; 10 seconds when absent. */
  readonly timeout?: number;
  /** Largest answer in bytes, after decompression; 1 MiB when absent. */
  readonly limit?: number;
  /** How many redirects of a GET are followed, each checked like the first address; 3 when absent. */
  readonly redirects?: number;
}
/**
 * Outside a unit of work. The answer is read whole. Addresses of private networks are refused, also behind a name and
 * behind a redirect, and so is plain http: both are for hosts that the school's `privateHosts` names.
 * @throws OutgoingFault
 */
export type OutgoingPort = (address: string | URL, options?: OutgoingOptions) => Promise<Response>;

export type OutgoingReason =
  | 'address'
  | 'plain-http'
  | 'private'
  | 'unknown-host'
  | 'unreachable'
  | 'slow'
  | 'too-large';

/** A request that was not sent, or not answered; `message` is a sentence that an owner may read. */
export class OutgoingFault extends Error {
  override readonly name = 'OutgoingFault';
  readonly reason: OutgoingReason;
  constructor(reason: OutgoingReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
