// Where others add to the screens of signing in. Nobody else may name the person: at this door nobody is known yet.
import { type PlaceRef, place, type ScreenClient } from '@lectern/ui';
import type { Signal } from '@preact/signals';

/** Between address and password on /sign-in: where the address leads. */
export const signInRoute: PlaceRef<{
  readonly lms: ScreenClient;
  readonly email: Signal<string>;
  readonly next: string;
  /** Set by what stands here: the password is not the way to go. */
  readonly routed: Signal<boolean>;
}> = place('auth.sign-in.route');

/** Below the password on /sign-in: other ways in. */
export const signInWays: PlaceRef<{
  readonly lms: ScreenClient;
  /** What is typed as the address so far. */
  readonly email: Signal<string>;
  /** Where somebody wants to go, below the base. */
  readonly next: string;
}> = place('auth.sign-in.ways');

/** On /account/security: what else somebody signs in with. */
export const securitySections: PlaceRef<{ readonly lms: ScreenClient }> = place('auth.security.sections');
