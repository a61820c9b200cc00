// Passkeys (Web Authentication, Level 3): a key in a device, unlocked by its owner, in place of a password.
import { Done, get, Id, Line, Moment, Nothing, patch, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { Session, session } from './sign-in.ts';

export const passkeyErrors = {
  passkeyUnknown: {
    code: 'auth.passkey_not_valid',
    status: 401,
    message: 'This passkey does not open this school. Sign in another way, or use another one.',
  },
  passkeyLate: {
    code: 'auth.passkey_too_late',
    status: 410,
    message: 'That took longer than five minutes, or was answered before. Try again.',
  },
  passkeyCopied: {
    code: 'auth.passkey_copied',
    status: 401,
    message:
      'This passkey counts fewer uses than it had before: somebody may have a copy. Sign in another way and remove it.',
  },
  passkeyNowhere: {
    code: 'auth.passkeys_need_a_name',
    status: 409,
    message: 'Passkeys need https and a name such as school.example.org; on the machine itself, http://localhost.',
  },
  passkeyTaken: { code: 'auth.passkey_taken', status: 409, message: 'This passkey is here already.' },
  tooManyPasskeys: { code: 'auth.too_many_passkeys', status: 409, message: 'Twenty passkeys are enough. Remove one.' },
  lastWayIn: {
    code: 'auth.last_way_in',
    status: 409,
    message: 'Without it you have neither a password nor a passkey nor another account to sign in with. Add one first.',
  },
} as const;

export const Passkey = z.object({
  id: Id,
  name: Line,
  host: z.string().describe('Where it signs in: a passkey belongs to one name of the school'),
  here: z.boolean().describe('Whether that is this address'),
  synced: z.boolean().describe('Kept in an account of its maker, so that it outlives the device'),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;
const passkey: Passkey = {
  id: 'psk-1',
  name: 'Marta’s phone',
  host: 'school.example.org',
  here: true,
  synced: true,
  createdAt: '2026-01-12T09:00:00.000Z',
  lastUsedAt: null,
};

/** What `navigator.credentials` is asked with: `PublicKeyCredential.parse...OptionsFromJSON` reads it. */
const Options = z.object({ options: z.record(z.string(), z.unknown()) });
const challenge = { options: { challenge: 'Zm9v' } };

/** Base64url, in a length that no credential needs. */
const bytes = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\w-]+$/, 'base64url');
const credentialOf = <R extends z.ZodRawShape>(response: R) =>
  z.object({
    id: bytes(2_000),
    rawId: bytes(2_000),
    type: z.literal('public-key'),
    authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
    clientExtensionResults: z.record(z.string().max(50), z.unknown()).optional(),
    response: z.object({ clientDataJSON: bytes(8_000), ...response }),
  });
export const NewCredential = credentialOf({
  attestationObject: bytes(100_000),
  transports: z.array(z.string().max(30)).max(10).optional(),
});
export const UsedCredential = credentialOf({
  authenticatorData: bytes(8_000),
  signature: bytes(20_000),
  userHandle: bytes(200).nullish(),
});
export type NewCredential = z.output<typeof NewCredential>;
export type UsedCredential = z.output<typeof UsedCredential>;

const response = { clientDataJSON: 'Zm9v' };
const shared = { id: 'Zm9v', rawId: 'Zm9v', type: 'public-key' } as const;

export const passkeyOperations = {
  passkeys: get('/passkeys', {
    summary: 'My passkeys',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(Passkey) }),
    example: { input: {}, output: { items: [passkey] } },
  }),
  passkeyOptions: get('/passkeys/options', {
    summary: 'What the browser is asked with to make a passkey of mine',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: Options,
    errors: [passkeyErrors.passkeyNowhere, passkeyErrors.tooManyPasskeys],
    example: { input: {}, output: challenge },
  }),
  addPasskey: post('/passkeys', {
    summary: 'Add a passkey that the browser made',
    needs: 'self',
    inPerson: true,
    input: z.object({ name: Line, credential: NewCredential }),
    output: Passkey,
    errors: [
      passkeyErrors.passkeyUnknown,
      passkeyErrors.passkeyLate,
      passkeyErrors.passkeyNowhere,
      passkeyErrors.passkeyTaken,
      passkeyErrors.tooManyPasskeys,
    ],
    secret: ['credential'],
    example: {
      input: {
        name: 'Marta’s phone',
        credential: { ...shared, response: { ...response, attestationObject: 'Zm9v' } },
      },
      output: passkey,
    },
  }),
  renamePasskey: patch('/passkeys/:passkeyId', {
    summary: 'Call a passkey of mine something else',
    needs: 'self',
    input: z.object({ passkeyId: Id, name: Line }),
    output: Passkey,
    example: { input: { passkeyId: 'psk-1', name: 'Marta’s phone' }, output: passkey },
  }),
  removePasskey: remove('/passkeys/:passkeyId', {
    summary: 'Take away a passkey of mine',
    needs: 'self',
    inPerson: true,
    input: z.object({
      passkeyId: Id,
      anyway: z.boolean().default(false).describe('Also when it is the last way to sign in'),
    }),
    output: Done,
    errors: [passkeyErrors.lastWayIn],
    example: { input: { passkeyId: 'psk-1' }, output: { done: true } },
  }),
  passkeySignInOptions: get('/passkeys/sign-in-options', {
    inMaintenance: true,
    summary: 'What the browser is asked with to sign in with a passkey',
    needs: 'public',
    input: Nothing,
    output: Options,
    errors: [passkeyErrors.passkeyNowhere],
    example: { input: {}, output: challenge },
  }),
  signInWithPasskey: post('/passkeys/sign-in', {
    inMaintenance: true,
    summary: 'Sign in with a passkey',
    description: 'The passkey says who it is, and its device has asked its owner: it counts as both factors.',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ credential: UsedCredential }),
    output: Session,
    errors: [
      passkeyErrors.passkeyUnknown,
      passkeyErrors.passkeyLate,
      passkeyErrors.passkeyCopied,
      passkeyErrors.passkeyNowhere,
    ],
    secret: ['credential'],
    example: {
      input: {
        credential: { ...shared, response: { ...response, authenticatorData: 'Zm9v', signature: 'Zm9v' } },
      },
      output: session,
    },
  }),
};
