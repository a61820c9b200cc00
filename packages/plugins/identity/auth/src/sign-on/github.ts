// GitHub speaks OAuth 2.0 (RFC 6749) and not OpenID Connect: who it is has to be asked, and of their addresses only those
// that GitHub has confirmed are taken.
import type { OutgoingPort } from '@lectern/kit';
import { z } from 'zod';
import { type SignOnDriver, SignOnFault, type SignOnProvider } from '../contract/sign-on.ts';

const Token = z.object({ access_token: z.string() });
const User = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

export function githubDriver(send: OutgoingPort): SignOnDriver {
  const api = ({ issuer }: SignOnProvider) =>
    issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`;

  async function tokenFor(provider: SignOnProvider, given: Record<string, string>): Promise<Record<string, unknown>> {
    const { clientId, clientSecret, issuer } = provider;
    const answer = await send(`${issuer}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...given }).toString(),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
  async function ask(provider: SignOnProvider, token: string, path: string): Promise<unknown> {
    const answer = await send(`${api(provider)}${path}`, {
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new SignOnFault('failed', `GitHub answered ${answer.status} when it was asked who you are.`);
    return answer.json();
  }

  return {
    kinds: [
      {
        kind: 'github',
        issuer: 'https://github.com',
        everybodys: true,
        register: 'https://github.com/settings/developers',
      },
    ],
    async start({ clientId, issuer }, { redirect, state, verifier }) {
      const { calculatePKCECodeChallenge } = await import('openid-client');
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirect,
        scope: 'read:user user:email',
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return `${issuer}/login/oauth/authorize?${query}`;
    },
    async finish(provider, { redirect, state, verifier }, answer) {
      if (answer.get('error') === 'access_denied') throw new SignOnFault('refused', 'It was cancelled over there.');
      const code = answer.get('code');
      if (!code || answer.get('state') !== state)
        throw new SignOnFault('refused', `GitHub says: ${(answer.get('error') ?? 'nothing').slice(0, 60)}.`);
      try {
        const given = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier };
        const { access_token: token } = Token.parse(await tokenFor(provider, given));
        const user = User.parse(await ask(provider, token, '/user'));
        const emails = Emails.parse(await ask(provider, token, '/user/emails')).filter(({ verified }) => verified);
        const email = (emails.find(({ primary }) => primary) ?? emails[0])?.email;
        return { subject: String(user.id), email, emailVerified: email !== undefined, name: user.name ?? user.login };
      } catch (error) {
        if (error instanceof SignOnFault) throw error;
        const why = error instanceof z.ZodError ? 'The code was not taken, or the answer was another.' : String(error);
        throw new SignOnFault('failed', `GitHub did not say who you are. ${why}`, error);
      }
    },
    async test(provider) {
      try {
        const { error } = await tokenFor(provider, { code: 'lectern-test' });
        return error === 'incorrect_client_credentials' || error === 'Not Found'
          ? 'GitHub does not know this client ID with this secret. Copy both again.'
          : undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}
