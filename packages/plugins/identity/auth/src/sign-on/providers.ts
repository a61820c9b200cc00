// The providers of an organization, as its owner keeps them.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import {
  type NewProvider,
  type Provider,
  type ProviderChanges,
  type SignOnDriver,
  type SignOnKind,
  type SignOnProvider,
  signOnErrors,
  signOnSlot,
} from '../contract/sign-on.ts';
import { addProvider, allProviders, changeProvider, removeProvider } from './queries.ts';
import { returnPath } from './tickets.ts';

type Row = Omit<Provider, 'hasSecret'> & { readonly clientSecret: string };
/** A provider with what speaks to it. */
export interface Reachable {
  readonly row: Row;
  readonly kind: SignOnKind;
  readonly driver: SignOnDriver;
  readonly provider: SignOnProvider;
}
export interface Providers {
  all(): Promise<Row[]>;
  /** @returns undefined for one that is not here, is switched off, or whose plugin is not loaded */
  reach(id: string): Promise<Reachable | undefined>;
  list(call: Call): Promise<{ items: Provider[]; kinds: { kind: string; issuer: string | null }[]; redirect: string }>;
  /** @throws auth.domain_taken, auth.unknown_kind */
  add(given: NewProvider): Promise<Provider>;
  /** @throws auth.domain_taken */
  update(id: string, changes: ProviderChanges): Promise<Provider>;
  remove(id: string): Promise<void>;
  /** Outside a unit of work. @returns what is wrong; undefined when nothing is */
  test(id: string, call: Call): Promise<string | undefined>;
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

export function createProviders(ctx: AuthContext): Providers {
  const { data, secrets } = ctx;
  const drivers = () => ctx.fills(signOnSlot);
  const kinds = () => drivers().flatMap((driver) => driver.kinds.map((kind) => ({ driver, kind })));
  const speaking = (name: string) => kinds().find(({ kind }) => kind.kind === name);
  const all = async (): Promise<Row[]> =>
    (await data.all(allProviders, {})).map((row) => ({ ...row, domains: [...row.domains] }));
  const shown = ({ clientSecret, ...row }: Row): Provider => ({ ...row, hasSecret: clientSecret !== '' });
  const sealed = (id: string, secret: string) => (secret === '' ? '' : secrets.seal(secret, id));

  async function find(id: string): Promise<Row> {
    return (await all()).find((row) => row.id === id) ?? refuse(kernelProblems.notFound);
  }
  function reachable(row: Row): Reachable | undefined {
    const speaks = speaking(row.kind);
    const clientSecret = row.clientSecret === '' ? '' : secrets.open(row.clientSecret, row.id);
    if (!speaks || clientSecret === undefined) return undefined;
    const { kind, issuer, clientId } = row;
    return { row, ...speaks, provider: { kind, issuer, clientId, clientSecret } };
  }
  /** Of two that want a domain nobody would know which one is asked. */
  async function assertFits({
    id,
    domains,
    admits,
    required,
    kind,
  }: Pick<Row, 'id' | 'domains' | 'admits' | 'required' | 'kind'>) {
    const others = (await all()).filter((one) => one.id !== id);
    const taken = domains.find((domain) => others.some((one) => one.domains.includes(domain)));
    if (taken !== undefined) return refuse(signOnErrors.domainTaken, { pointer: '/domains', facts: { domain: taken } });
    if (required && domains.length === 0)
      return refuse(kernelProblems.invalid, { pointer: '/required', detail: 'Say first for which domains.' });
    if (admits === 'instructor' && !(await ctx.can('access.assign')))
      return refuse(kernelProblems.forbidden, { pointer: '/admits', facts: { permission: 'access.assign' } });
    return speaking(kind) ?? refuse(signOnErrors.unknownKind, { pointer: '/kind' });
  }

  return {
    all,
    async reach(id) {
      const row = (await all()).find((one) => one.id === id && one.enabled);
      return row && reachable(row);
    },
    list: async ({ site }) => ({
      items: (await all()).map(shown),
      kinds: kinds().map(({ kind: { kind, issuer } }) => ({ kind, issuer: issuer ?? null })),
      redirect: `${site}${returnPath}`,
    }),
    async add({ clientSecret, issuer, ...given }) {
      const id = ctx.id();
      const { kind } = await assertFits({ ...given, id });
      const at =
        kind.issuer ??
        issuer ??
        refuse(kernelProblems.invalid, { pointer: '/issuer', detail: 'Its address is needed.' });
      const row: Row = { ...given, id, issuer: withoutSlash(at), clientSecret: sealed(id, clientSecret) };
      await data.run(addProvider, { ...row, createdAt: ctx.now() });
      return shown(row);
    },
    async update(id, { clientSecret, issuer, ...changes }) {
      const before = await find(id);
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const row: Row = { ...before, ...given };
      const { kind } = await assertFits(row);
      if (issuer !== undefined && kind.issuer === undefined) {
        // Whoever may not read the secret does not send it to an address of their choice either.
        if (withoutSlash(issuer) !== before.issuer && clientSecret === undefined && before.clientSecret !== '')
          return refuse(kernelProblems.invalid, {
            pointer: '/clientSecret',
            detail: 'Another address needs its secret.',
          });
        row.issuer = withoutSlash(issuer);
      }
      const { kind: _, ...changed } = {
        ...row,
        clientSecret: clientSecret === undefined ? before.clientSecret : sealed(id, clientSecret),
      };
      await data.run(changeProvider, changed);
      return shown({ ...changed, kind: before.kind });
    },
    async remove(id) {
      if ((await data.run(removeProvider, { id })) === 0) return refuse(kernelProblems.notFound);
    },
    async test(id, { site }) {
      const reached = reachable(await find(id));
      if (!reached)
        return 'Its secret cannot be read with the key of this school, or the plugin for its kind is not loaded. Enter the secret again.';
      return reached.driver.test(reached.provider, `${site}${returnPath}`);
    },
  };
}
/** Discovery and ID tokens of some name it with a slash, which is then part of the name: only a bare origin has none. */
const withoutSlash = (issuer: string): string => (new URL(issuer).pathname === '/' ? new URL(issuer).origin : issuer);
