// What Apple does in its own way (Sign in with Apple REST API): the client secret is a token that a key of the team signs, the
// answer comes as a form, and a name is said in that form, the first time only.
import { z } from 'zod';
import { SignOnFault, type SignOnProvider } from '../contract/sign-on.ts';
import { signingKeyOf } from './signing-key.ts';

/** In seconds; Apple takes up to six months. One is made for every question that is asked. */
const lifetime = 5 * 60;

/** The client secret: a JWT that says which team asks for which service (RFC 7519, ES256). */
export async function secretOfApple({ issuer, clientId, clientSecret, details }: SignOnProvider): Promise<string> {
  const key = signingKeyOf(clientSecret);
  if (!key) throw new SignOnFault('failed', 'The key of the team is not one. Paste the whole file AuthKey_….p8 again.');
  const { SignJWT } = await import('jose');
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: details.keyId ?? '' })
    .setIssuer(details.teamId ?? '')
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime(`${lifetime}s`)
    .sign(key);
}

const User = z.object({ name: z.object({ firstName: z.string().nullish(), lastName: z.string().nullish() }) });

/**
 * The name in the form. Nobody has signed it, and the person may have changed it on Apple's page anyway; the address beside it
 * is not read: the one that counts is in the ID token.
 */
export function nameOfApple(answer: URLSearchParams): string | undefined {
  try {
    const { firstName, lastName } = User.parse(JSON.parse(answer.get('user') ?? '')).name;
    return [firstName, lastName].filter(Boolean).join(' ') || undefined;
  } catch {
    return undefined; // the second time, or nonsense
  }
}
