// Showing that nobody has touched the log.
import { get, Id, Moment, Nothing, type Problem, pageInput, pageOf, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { AuditKind } from './entries.ts';
import { reading } from './permissions.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Size = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const Head = z.object({
  organization: z.string(),
  size: Size.describe('Entries, from the first on'),
  root: Hash.describe('Of the hash tree over them (RFC 6962), SHA-256 in hex'),
  at: Moment,
  key: z.string().describe('Public key of the school, Ed25519 in base64url'),
  signature: z.string().describe('Of the text of `note`, in base64'),
  note: z.string().describe('The same as a signed checkpoint (C2SP), a few lines to be written down anywhere'),
});
export type Head = z.infer<typeof Head>;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const head: Head = {
  organization: 'org-1',
  size: 412,
  root: hash,
  at: '2026-02-04T19:02:00.000Z',
  key: 'A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg',
  signature: 'Zm9v',
  note: 'lectern.audit/org-1\n412\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\ntime 2026-02-04T19:02:00.000Z\n',
};

export const Verdict = z.object({
  verified: z.number().int().describe('Entries that are as they were sealed'),
  removed: z.number().int().describe('Those among them that were removed in time, as signed tombstones say'),
  head: Head.nullable().describe('Kept elsewhere, it proves later that nothing before it was replaced'),
  fault: z
    .object({
      position: z.number().int(),
      id: z.string().nullable().describe('Of the entry that stands there now'),
      what: z
        .enum(['altered', 'missing', 'moved', 'replaced', 'unsigned'])
        .describe(
          '`replaced`: entries up to here were sealed anew; `unsigned`: by something that does not have the school’s key',
        ),
      sealedAt: z.number().int().nullable().describe('Where a moved entry stood'),
    })
    .nullable()
    .describe('The first entry that is not as it was sealed'),
});
export type Verdict = z.infer<typeof Verdict>;

export const Proof = z.object({
  format: z.literal('lectern-audit-proof'),
  version: z.literal(1),
  entry: z
    .object({
      id: z.string(),
      organization: z.string(),
      at: Moment,
      actorKind: z.string(),
      actor: z.string(),
      impersonator: z.string().nullable(),
      session: z.string().nullable(),
      via: z.string(),
      originDigest: z.string().nullable(),
      operation: z.string(),
      kind: AuditKind.nullable(),
      outcome: z.string(),
      target: z.string().nullable(),
      facts: z.record(z.string(), z.string()),
      request: z.string(),
    })
    .describe('As it was sealed'),
  origin: z
    .object({ address: z.string(), salt: z.string() })
    .nullable()
    .describe('Where the call came from, of which the entry has a digest'),
  leafIndex: z.number().int().min(0).describe('From 0'),
  path: z.array(Hash).max(64).describe('Inclusion proof (RFC 6962, 2.1.1)'),
  head: Head,
  older: z
    .object({ size: Size, path: z.array(Hash).max(128) })
    .optional()
    .describe('That the log begins with all of a head from before, which the verifier has (RFC 6962, 2.1.2)'),
});
export type Proof = z.infer<typeof Proof>;

const proofErrors = {
  notSealed: {
    code: 'audit.not_sealed',
    status: 409,
    message: 'This entry is not sealed yet. Ask again in a second.',
  },
  headGone: {
    code: 'audit.head_too_old',
    status: 410,
    message: 'The log is shorter than this head, or what it is about was removed since.',
  },
} as const satisfies Record<string, Problem>;

export { proofErrors };

const Consistency = z.object({ older: Size, newer: Size, path: z.array(Hash) });

export const proofOperations = {
  verify: post('/verify', {
    summary: 'Go through the whole log and see whether anybody has touched it',
    description:
      'Entries are the leaves of a hash tree whose root the school signs. The first one that was altered, removed, added or moved by other means than the school itself is named. That it was verified, and to which head, is in the control report.',
    needs: reading,
    input: Nothing,
    output: Verdict,
    example: { input: {}, output: { verified: 412, removed: 0, head, fault: null } },
  }),
  prove: get('/entries/:entryId/proof', {
    summary: 'The proof that an entry is in the log, to be verified without the school',
    description: '`lms audit verify FILE` verifies it, and any program that knows RFC 6962 and Ed25519.',
    needs: reading,
    input: z.object({
      entryId: Id,
      older: Size.optional().describe('Size of a head that was noted before: the proof then leads on from it'),
    }),
    output: Proof,
    errors: [proofErrors.notSealed, proofErrors.headGone],
    example: {
      input: { entryId: 'aud-1' },
      output: {
        format: 'lectern-audit-proof',
        version: 1,
        entry: {
          id: 'aud-1',
          organization: 'org-1',
          at: head.at,
          actorKind: 'person',
          actor: 'usr-1',
          impersonator: null,
          session: null,
          via: 'http',
          originDigest: null,
          operation: 'courses.publish',
          kind: null,
          outcome: 'done',
          target: 'crs-1',
          facts: { courseId: 'crs-1' },
          request: 'req-1',
        },
        origin: null,
        leafIndex: 411,
        path: [hash],
        head,
      },
    },
  }),
  head: get('/head', {
    summary: 'What the log is now, signed by the school',
    needs: reading,
    input: Nothing,
    output: z.object({ head: Head.nullable().describe('null while nothing is in it') }),
    example: { input: {}, output: { head } },
  }),
  heads: get('/heads', {
    summary: 'Signed heads that were kept on the way; latest first',
    needs: reading,
    input: z.object(pageInput),
    output: pageOf(Head),
    example: { input: {}, output: { items: [head], next: null } },
  }),
  key: get('/key', {
    summary: 'The public key with which this school signs its log',
    needs: 'public',
    input: Nothing,
    output: z.object({ key: z.string().describe('Ed25519 (RFC 8032), 32 bytes in base64url') }),
    example: { input: {}, output: { key: head.key } },
  }),
  consistency: get('/consistency', {
    summary: 'The proof that the log of one head begins with all of another’s',
    needs: reading,
    input: z.object({ older: Size, newer: Size }),
    output: Consistency,
    errors: [proofErrors.headGone],
    example: { input: { older: 400, newer: 412 }, output: { older: 400, newer: 412, path: [hash] } },
  }),
};
