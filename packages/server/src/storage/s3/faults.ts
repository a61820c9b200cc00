// What went wrong with S3, as a sentence that says what to do. `lms doctor` shows it to whoever runs the school.
import type { S3Options } from './client.ts';

interface Fault {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Region?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
type Sentence = (options: S3Options, fault: Fault) => string;

const permissions =
  's3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucketMultipartUploads and s3:ListMultipartUploadParts';
const serviceOf = ({ endpoint, region }: S3Options) => endpoint ?? `Amazon S3 in ${region}`;

const noRoute: Sentence = (options, { code }) =>
  `${serviceOf(options)} cannot be reached (${code}). Is the address right, is the service running, and does a firewall let this machine through?`;
const late: Sentence = (options) =>
  `${serviceOf(options)} did not answer in time. Is the address right, and the network good enough?`;
const refused: Sentence = (options) =>
  `${serviceOf(options)} refuses this request on the bucket ${options.bucket}. The access key needs ${permissions}.`;
const otherRegion: Sentence = ({ bucket, region }, { Region }) =>
  `the bucket ${bucket} is not in the region ${region}${Region ? ` but in ${Region}` : ''}. Correct the region.`;
const busy: Sentence = (options) => `${serviceOf(options)} is too busy and asks to come back later.`;
const full: Sentence = (options) => `${serviceOf(options)} has no room left. Make room or raise the quota.`;

/** By the code of the answer, of Node, or of the client. */
const sentences: Readonly<Record<string, Sentence>> = {
  ENOTFOUND: noRoute,
  EAI_AGAIN: noRoute,
  ECONNREFUSED: noRoute,
  ECONNRESET: noRoute,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EPIPE: noRoute,
  ETIMEDOUT: late,
  TimeoutError: late,
  AbortError: late,
  EPROTO: (options) => `${serviceOf(options)} does not speak TLS. Is it http instead of https?`,
  NoSuchBucket: (options) =>
    `there is no bucket ${options.bucket} at ${serviceOf(options)}. Make it, or correct its name.`,
  InvalidAccessKeyId: (options) => `${serviceOf(options)} does not know the access key id. Correct it.`,
  SignatureDoesNotMatch: (options) =>
    `the secret access key does not belong to the access key id, says ${serviceOf(options)}. Correct one of them.`,
  CredentialsProviderError: () =>
    'there is no access key for S3. Set accessKeyId and secretAccessKey, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
  ExpiredToken: () => 'the access key for S3 has expired. Get a new one.',
  AccessDenied: refused,
  AllAccessDisabled: refused,
  RequestTimeTooSkewed: (options) =>
    `the clock of this machine and that of ${serviceOf(options)} are more than 15 minutes apart. Set the clock.`,
  AuthorizationHeaderMalformed: otherRegion,
  PermanentRedirect: otherRegion,
  IllegalLocationConstraintException: otherRegion,
  SlowDown: busy,
  ServiceUnavailable: busy,
  QuotaExceeded: full,
  XMinioStorageFull: full,
};
/** Some answers, as those to HEAD, have no code. */
const byStatus: Readonly<Record<number, Sentence>> = { 301: otherRegion, 403: refused, 503: busy, 507: full };

/** @returns an Error whose message says what to do, with what the client threw as its cause */
export function explained(error: unknown, options: S3Options): Error {
  const fault = error as Fault;
  const sentence =
    sentences[fault.code ?? ''] ?? sentences[fault.name ?? ''] ?? byStatus[fault.$metadata?.httpStatusCode ?? 0];
  const text = sentence?.(options, fault) ?? `${serviceOf(options)} answered ${fault.name}: ${fault.message}`;
  return new Error(text, { cause: error });
}

/** HEAD answers 404 without a code: then a missing bucket cannot be told from a missing object. */
export const saysAbsent = (error: unknown) => ['NoSuchKey', 'NotFound'].includes((error as Fault).name ?? '');
/** Of what `explained` made: the upload is not known, or no longer. */
export const saysUploadGone = (error: unknown) =>
  ((error as Error).cause as Fault | undefined)?.name === 'NoSuchUpload';
