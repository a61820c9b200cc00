// What stands below a request: how it came, and how long it may take.
import type { IncomingMessage } from 'node:http';

/** What the transport knows of a request. `local`: it came over the school's own socket, so who sent it owns the machine. */
export interface Transport {
  readonly incoming?: IncomingMessage;
  readonly local?: boolean;
}
export type Env = { Bindings: Transport };
/** In milliseconds. Raw operations have none but that of the connection (serve.ts): their bodies are films. */
export interface TimeLimits {
  /** Until a JSON body is here. */
  readonly body: number;
  /** Until an operation is answered. */
  readonly answer: number;
}
