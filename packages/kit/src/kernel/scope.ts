// Who acts, for which organization, by which request: ambient, set by the kernel before any domain code runs.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Actor {
  readonly kind: 'person' | 'service' | 'system' | 'anonymous';
  /** Person or service account; `system` and `anonymous` are themselves. */
  readonly id: string;
}
export const system: Actor = { kind: 'system', id: 'system' };
export const anonymous: Actor = { kind: 'anonymous', id: 'anonymous' };

/** In the place of an id, for what is true of everybody: see `permissionsChanged`. No id of ours looks like it. */
export const wholeInstallation = 'installation';

export interface Scope {
  readonly actor: Actor;
  /** The organization every tenant statement is bound to; absent only while the installation itself is set up. */
  readonly org: string | undefined;
  /** Request id, job run or event id: what log lines and audit records of one cause share. */
  readonly request: string;
  readonly via: 'http' | 'process' | 'command-line' | 'job' | 'event' | 'kernel';
  readonly session?: string | undefined;
  /** See `Identity`: what the caller's credential is limited to. */
  readonly only?: ReadonlySet<string> | undefined;
  /** See `Identity`: who acts as the actor. */
  readonly impersonator?: string | undefined;
}

const ambient = new AsyncLocalStorage<Scope>();

export const currentScope = (): Scope | undefined => ambient.getStore();
/** For the kernel and for tests; domain code is always inside a scope already. */
export const runInScope = <T>(scope: Scope, work: () => T): T => ambient.run(scope, work);
