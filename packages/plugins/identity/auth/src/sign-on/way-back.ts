// Where a browser comes back to from a provider: the same page for all of them.
//
// Some (Apple, when it is to say a name) send it there with a form of their own page. Such a POST from another site carries
// no cookie that is SameSite=Lax, and needs none: what ties the sign-in to the browser it left from is the ticket in that
// browser's storage, which our page has and the POST has not. So the POST is answered with an address and changes nothing; a
// form that somebody else made a browser send ends at a page that knows no ticket for its state.
import type { Call } from '@lectern/kit';
import { type SignOnKind, signOnOperations } from '../contract/sign-on.ts';
import { readForm } from '../device/form.ts';

const page = '/sign-in/return';
const { path, spec } = signOnOperations.signOnReturn;

/** What a provider is told of this school. */
export const redirectOf = ({ returns = 'query' }: Pick<SignOnKind, 'returns'>, { site }: Pick<Call, 'site'>): string =>
  returns === 'form' ? `${site}/api/auth${path}` : `${site}${page}`;

/** Of a form only these go on: RFC 6749, 4.1.2, RFC 9207, and what Apple says of a name. */
const taken = ['code', 'state', 'error', 'error_description', 'iss', 'user'];

/** @throws too_large, unsupported_media_type */
export async function fromForm(request: Request, { site }: Pick<Call, 'site'>): Promise<Response> {
  const form = await readForm(request, spec.limit!);
  // To the address that the browser is at, whatever was written into Host: its path alone.
  const basePath = new URL(site).pathname.replace(/\/$/, '');
  const answer = new URLSearchParams([...form].filter(([name]) => taken.includes(name)));
  return new Response(null, {
    status: 303,
    headers: {
      location: `${basePath}${page}#${answer}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}
