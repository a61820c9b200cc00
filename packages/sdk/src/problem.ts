/** What the school answered when it did not do what was asked (RFC 9457). `code` is stable: decide by it, not by text. */
export class LecternProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** RFC 6901 pointer to the field of the input. */
  readonly pointer: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Request id, for the school's log. */
  readonly request: string | undefined;
  constructor(document: {
    title?: string;
    status?: number;
    code?: string;
    detail?: string;
    pointer?: string;
    facts?: Record<string, unknown>;
    request?: string;
  }) {
    super(document.detail ?? document.title ?? 'The school did not answer as expected.');
    this.name = 'LecternProblem';
    this.status = document.status ?? 0;
    this.code = document.code ?? 'no_answer';
    this.detail = document.detail;
    this.pointer = document.pointer;
    this.facts = document.facts ?? {};
    this.request = document.request;
  }
}
export const isProblem = (error: unknown): error is LecternProblem => error instanceof LecternProblem;
