// Going to sign in somewhere else, and what is kept here until the browser is back.
import type { ScreenClient } from '@lectern/ui';

interface Left {
  readonly ticket: string;
  /** Where to go afterwards, below the base. */
  readonly next: string;
}
/** By state, so that two tabs do not take each other's. Local, not of the tab: some providers come back in another one. */
const nameOf = (state: string) => `lectern.sign-on.${state}`;

export async function leave(
  lms: ScreenClient,
  given: { readonly providerId: string; readonly connect?: boolean },
  next: string,
): Promise<void> {
  const { location: there, state, ticket } = await lms.auth.startSignOn(given);
  for (const key of Object.keys(localStorage)) if (key.startsWith(nameOf(''))) localStorage.removeItem(key);
  localStorage.setItem(nameOf(state), JSON.stringify({ ticket, next } satisfies Left));
  location.assign(there);
}

/** What was kept for the sign-in that has just come back, once. */
export function takeUp(state: string): Left | undefined {
  const kept = localStorage.getItem(nameOf(state));
  localStorage.removeItem(nameOf(state));
  return kept === null ? undefined : (JSON.parse(kept) as Left);
}
