// Whom another application vouches for: a signed token for a session, once.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import { Email, Line } from '@lectern/kit/contract';
import { decodeJwt, importSPKI, errors as jose, jwtVerify } from 'jose';
import { z } from 'zod';
import type { AuthContext } from '../context.ts';
import { errors, type Session } from '../contract.ts';
import { useToken } from '../queries.ts';
import type { AuthSettings } from '../settings.ts';
import { digestOf } from '../tokens.ts';
import type { Sessions } from './sessions.ts';

/** In seconds: a token is made for this moment and travels by an address. */
const longestLife = 600;
/** In seconds: two machines do not agree on the time. */
const tolerance = 30;

const Claims = z.object({
  iss: z.string(),
  jti: z.string().min(1).max(200),
  iat: z.number(),
  exp: z.number(),
  email: Email,
  name: Line,
});
type Claims = z.output<typeof Claims>;

export interface Exchange {
  /** Outside a unit of work. @throws auth.not_vouched_for, saying what is wrong with the token */
  verify(token: string, call: Call): Promise<Claims>;
  /** The same token a second time is refused. @throws auth.not_vouched_for */
  start(claims: Claims, as: 'bearer' | 'cookie', call: Call): Promise<Session & { token: string | null }>;
}

export function createExchange(ctx: AuthContext, sessions: Sessions): Exchange {
  const { data, needs, settings } = ctx;

  return {
    async verify(token, { site }) {
      const issuer = settings.issuers.find(({ issuer: one }) => one === issuerOf(token));
      if (!issuer) return notVouchedFor('This school trusts nobody of that name (iss). See issuers in its settings.');
      const { key, algorithms } = await keyOf(issuer);
      const payload = await jwtVerify(token, key, {
        algorithms,
        issuer: issuer.issuer,
        audience: [site, `${site}/`],
        clockTolerance: tolerance,
        currentDate: ctx.now(),
      }).then(
        (verified) => verified.payload,
        (error: unknown) => notVouchedFor(`${reasonOf(error)} The address of this school (aud) is ${site}.`),
      );
      const claims = Claims.safeParse(payload);
      if (!claims.success) {
        const { path, message } = claims.error.issues[0]!;
        return notVouchedFor(`Its claim ${path.join('.')} is not right: ${message}`);
      }
      if (claims.data.exp - claims.data.iat > longestLife)
        return notVouchedFor(`It is good for longer than ${longestLife / 60} minutes (exp - iat).`);
      return claims.data;
    },

    async start({ iss, jti, exp, email, name }, as, call) {
      const until = new Date((exp + tolerance) * 1_000);
      if ((await data.run(useToken, { id: digestOf(`${iss}\n${jti}`), until })) === 0)
        return notVouchedFor('It was used before (jti).');
      const known = await needs.users.findByEmail(email);
      // Of two at once that see a new person, one makes the account.
      const person = known ?? (await needs.users.create({ email, name }).catch(() => refuse(kernelProblems.busy)));
      await needs.organizations.join(person.id);
      return as === 'bearer'
        ? sessions.startBearer(person, call, 'token')
        : { ...(await sessions.start(person, call, 'token')), token: null };
    },
  };
}

const notVouchedFor = (detail: string): never => refuse(errors.notVouchedFor, { pointer: '/token', detail });

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return notVouchedFor('It is no JSON Web Token: three parts of base64url with dots between.');
  }
}

/** The algorithm follows from the key that was set, never from the token. */
async function keyOf({ secret, publicKey }: AuthSettings['issuers'][number]) {
  if (secret !== undefined) return { key: new TextEncoder().encode(secret), algorithms: ['HS256'] };
  for (const algorithm of ['EdDSA', 'ES256', 'RS256', 'PS256'])
    try {
      const key = await importSPKI(publicKey!, algorithm);
      return { key, algorithms: algorithm === 'RS256' ? ['RS256', 'PS256'] : [algorithm] };
    } catch {}
  throw new Error('settings.auth.issuers: this publicKey is no key for EdDSA, ES256, RS256 or PS256');
}

function reasonOf(error: unknown): string {
  if (error instanceof jose.JWTExpired) return 'It has ended (exp).';
  if (error instanceof jose.JWTClaimValidationFailed) return `Its claim ${error.claim} is not the one expected.`;
  if (error instanceof jose.JWSSignatureVerificationFailed) return 'Its signature is not of that issuer.';
  return 'It cannot be verified.';
}
