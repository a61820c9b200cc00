// The one way for domain code to say no: a declared problem, with the field it is about.
import type { Problem } from '../contract/operation.ts';

export interface RefusalDetails {
  /** RFC 6901 pointer into the input, such as `/email`. */
  readonly pointer?: string;
  /** More exact than the declared message: what is wrong with this value and what to write. */
  readonly detail?: string;
  /** Facts a program may use; never secrets. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}
export class Refusal extends Error {
  readonly problem: Problem;
  readonly details: RefusalDetails;
  constructor(problem: Problem, details: RefusalDetails = {}) {
    super(details.detail ?? problem.message);
    this.name = 'Refusal';
    this.problem = problem;
    this.details = details;
  }
}
export const refuse = (problem: Problem, details?: RefusalDetails): never => {
  throw new Refusal(problem, details);
};

/** Problems any operation may answer; they need not be declared again. */
export const kernelProblems = {
  invalid: { code: 'invalid_input', status: 422, message: 'Something in the request is not as it should be.' },
  malformed: { code: 'malformed_body', status: 400, message: 'The body is not readable as JSON.' },
  unauthenticated: { code: 'not_signed_in', status: 401, message: 'Sign in first.' },
  forbidden: {
    code: 'not_allowed',
    status: 403,
    message: 'Your role does not allow this. Somebody who manages roles can change that.',
  },
  inPerson: {
    code: 'only_in_person',
    status: 403,
    message: 'Only the person themselves does this, signed in to their own account.',
  },
  noPerson: {
    code: 'not_for_service_accounts',
    status: 403,
    message: 'This is about whoever asks, and a service account is nobody. Use a key of a person.',
  },
  wrongAddress: {
    code: 'site.wrong_address',
    status: 403,
    message: 'The school takes itself to be at another address than this page.',
  },
  notFound: { code: 'not_found', status: 404, message: 'There is nothing here, or it is not yours to see.' },
  method: { code: 'method_not_allowed', status: 405, message: 'This address does not take that method.' },
  conflict: {
    code: 'changed_meanwhile',
    status: 412,
    message: 'Somebody changed this since you read it. Read it again and repeat your change.',
  },
  slowBody: {
    code: 'body_too_slow',
    status: 408,
    message: 'The body of the request took too long to arrive.',
  },
  tooSlow: {
    code: 'too_slow',
    status: 503,
    message: 'This took too long here and was given up. Nothing was changed. Try again, or ask for less at once.',
  },
  maintenance: {
    code: 'in_maintenance',
    status: 503,
    message: 'The school is closed for maintenance. Come back in a while.',
  },
  tooLarge: { code: 'too_large', status: 413, message: 'The request is larger than this operation takes.' },
  unsupported: {
    code: 'unsupported_media_type',
    status: 415,
    message: 'This operation does not take that kind of body.',
  },
  replayed: {
    code: 'idempotency_key_reused',
    status: 422,
    message: 'This Idempotency-Key was used for a different request. Choose a new key.',
  },
  badKey: {
    code: 'idempotency_key_not_valid',
    status: 400,
    message: 'An Idempotency-Key has between 1 and 200 characters, such as a UUID.',
  },
  doneBefore: {
    code: 'done_before',
    status: 409,
    message: 'This was done already. Its answer held a secret, which is shown once and not kept.',
  },
  pluginOff: {
    code: 'kernel.plugin_off',
    status: 404,
    message: 'This part of the school is switched off. Whoever runs the installation can switch it on again.',
  },
  busy: { code: 'busy', status: 503, message: 'The school is busy or shutting down. Try again in a moment.' },
  tooMany: { code: 'too_many_requests', status: 429, message: 'Too many requests. Wait a moment and try again.' },
} as const satisfies Record<string, Problem>;
