import { z } from 'zod';

/** Applications whose word is taken for who somebody is. */
export const authSettings = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        issuer: z.string().min(1).max(500).describe('`iss` of its tokens, such as https://app.example.org'),
        /** For HS256; shared with the application. */
        secret: z.string().min(32, 'at least 32 characters: openssl rand -base64 32').optional(),
        /** PEM (SPKI), for EdDSA, ES256, RS256 and PS256. */
        publicKey: z.string().includes('BEGIN PUBLIC KEY').optional(),
      }),
    )
    .refine((all) => all.every(({ secret, publicKey }) => (secret === undefined) !== (publicKey === undefined)), {
      error: 'each issuer has a secret or a publicKey, and not both',
    })
    .default([]),
});
export type AuthSettings = z.output<typeof authSettings>;
