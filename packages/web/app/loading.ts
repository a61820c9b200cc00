// From an address to a screen that can be drawn: the same steps on the server and in the browser.
import type { Lectern } from '@lectern/sdk';
import { isOpenTo, type ScreenRegistry, type Viewer } from '@lectern/ui';
import type { Ready } from './app.tsx';

export type Found =
  | { readonly kind: 'ready'; readonly ready: Ready }
  | { readonly kind: 'sign in' }
  | { readonly kind: 'nothing here' };
export interface Visit {
  readonly registry: ScreenRegistry;
  /** Below the base, as it stands in the address bar: the blanks are decoded when they are read. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly viewer: Viewer | undefined;
  readonly lms: Lectern;
  readonly signal: AbortSignal;
  /** Data that came with the page; it is not asked for again. */
  readonly given?: { readonly data: unknown };
}

/** @throws LecternProblem what the school answered to the screen's questions */
export async function find({ registry, path, query, viewer, lms, signal, given }: Visit): Promise<Found> {
  const match = registry.match(path);
  if (!match) return { kind: 'nothing here' };
  const { screen, params } = match;
  if (screen.access === 'signed-in' && !viewer) return { kind: 'sign in' };
  if (!isOpenTo(screen, viewer)) return { kind: 'nothing here' };
  const [Page, data] = await Promise.all([
    screen.component(),
    given ? given.data : screen.load({ lms, params, query, signal, viewer }),
  ]);
  return { kind: 'ready', ready: { screen, Page, params, query, data, path } };
}
