// Refusals as RFC 9457 problem documents.
import { kernelProblems, Refusal } from '@lectern/kit';
import { codeOf } from '../data/faults.ts';

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  /** RFC 6901 pointer to the field of the input. */
  readonly pointer?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** For the log, when somebody asks what happened. */
  readonly request: string;
}

const unexpected = {
  code: 'unexpected',
  message: 'Something went wrong here, and nothing was changed. It is in the log under the request id.',
};

/** Errors that are not refusals are the server's fault: 500, logged by the caller, with nothing of the error in the answer. */
export function problemOf(error: unknown, request: string): ProblemDocument {
  // The unit was rolled back, so it may be tried again; the log has it all the same.
  if (codeOf(error) === 'unit-timeout') return problemOf(new Refusal(kernelProblems.tooSlow), request);
  if (!(error instanceof Refusal))
    return { type: 'about:blank', title: unexpected.message, status: 500, code: unexpected.code, request };
  const { problem, details } = error;
  return {
    type: 'about:blank',
    title: problem.message,
    status: problem.status,
    code: problem.code,
    ...(details.detail !== undefined && { detail: details.detail }),
    ...(details.pointer !== undefined && { pointer: details.pointer }),
    ...(details.facts && { facts: details.facts }),
    request,
  };
}

export const problemResponse = (document: ProblemDocument, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(document), {
    status: document.status,
    headers: {
      ...headers,
      'x-request-id': document.request,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  });
