// Whether a request comes from a page of ours; and when it does but the school takes itself to be elsewhere (a proxy that
// ends TLS and is not believed, an address beside `url`), what to set. Without that sentence somebody signs in, is told it
// went well, and is signed out on the next page.
import { kernelProblems, Refusal } from '@lectern/kit';
import type { Caller } from './site.ts';

type Header = (name: string) => string | undefined;

/** Browsers say where a request comes from; a cookie alone is not a proof that the person meant it (CSRF). */
export function assertSameOrigin(header: Header, caller: Caller, url: string | undefined): void {
  const from = header('origin');
  if (from === undefined ? isAskedHere(header, caller) : from === caller.origin) return;
  if (from !== undefined && isOwnPage(header, from)) throw misplaced(from, caller, url);
  throw new Refusal(kernelProblems.forbidden, {
    detail: 'The request comes from another site. Programs use a key: Authorization: Bearer lk_...',
  });
}

/** What a page of any site may send without being asked first (Fetch, CORS-safelisted request-header). */
const form = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i;

/** A request that says nothing of its origin. */
function isAskedHere(header: Header, { origin }: Caller): boolean {
  const fetchSite = header('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  // No browser of this decade, but a program, which has neither header and sends no form.
  const referer = header('referer');
  return referer === undefined ? !form.test(header('content-type') ?? '') : URL.parse(referer)?.origin === origin;
}

/**
 * Before a cookie is set: a browser takes it for the address that it knows, with or without `Secure` as we think. Programs,
 * which send no Origin, do with it what they like. @throws Refusal site.wrong_address
 */
export function assertCookieHolds(header: Header, caller: Caller, url: string | undefined): void {
  const from = header('origin');
  if (from !== undefined && from !== caller.origin && isOwnPage(header, from)) throw misplaced(from, caller, url);
}

/** Browsers write both headers themselves: the page of a stranger has another Origin than the Host it calls. */
const isOwnPage = (header: Header, from: string): boolean =>
  header('sec-fetch-site') === 'same-origin' ||
  [header('host'), header('x-forwarded-host')].includes(URL.parse(from)?.host ?? 'nowhere');

const misplaced = (from: string, { origin }: Caller, url: string | undefined) =>
  new Refusal(kernelProblems.wrongAddress, {
    detail: url
      ? `This page is at ${from}, and the school at ${origin} (url). Open it there, or correct url in lms.config.ts (LECTERN_URL).`
      : `This page is at ${from}, and the school takes itself to be at ${origin}. Behind a proxy it is told so: set url (LECTERN_URL) to ${from}, or trustProxy (LECTERN_TRUST_PROXY) where the proxy sends X-Forwarded-Proto and X-Forwarded-Host.`,
    facts: { page: from, school: origin },
  });
