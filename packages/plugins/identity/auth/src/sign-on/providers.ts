// The providers of an organization, as its owner keeps them.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import {
  type NewProvider,
  type Provider,
  type ProviderChanges,
  type ProviderKind,
  type SignOnDriver,
  type SignOnKind,
  type SignOnProvider,
  signOnErrors,
  signOnSlot,
} from '../contract/sign-on.ts';
import { addProvider, allProviders, changeProvider, removeProvider } from './queries.ts';
import { signingKeyOf } from './signing-key.ts';
import { redirectOf } from './way-back.ts';

type Row = Omit<Provider, 'hasSecret'> & { readonly clientSecret: string };
/** A provider with what speaks to it. */
export interface Reachable {
  readonly row: Row;
  readonly kind: SignOnKind;
  /** No organization runs it. */
  readonly everybodys: boolean;
  readonly driver: SignOnDriver;
  readonly provider: SignOnProvider;
}
export interface Providers {
  all(): Promise<Row[]>;
  /** @returns undefined for one that is not here, is switched off, or whose plugin is not loaded */
  reach(id: string): Promise<Reachable | undefined>;
  list(call: Call): Promise<{ items: Provider[]; kinds: ProviderKind[]; redirect: string }>;
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
    (await data.all(allProviders, {})).map((row) => ({
      ...row,
      domains: [...row.domains],
      details: { ...row.details },
    }));
  const shown = ({ clientSecret, ...row }: Row): Provider => ({ ...row, hasSecret: clientSecret !== '' });
  const sealed = (id: string, secret: string) => (secret === '' ? '' : secrets.seal(secret, id));

  async function find(id: string): Promise<Row> {
    return (await all()).find((row) => row.id === id) ?? refuse(kernelProblems.notFound);
  }
  function reachable(row: Row): Reachable | undefined {
    const speaks = speaking(row.kind);
    const clientSecret = row.clientSecret === '' ? '' : secrets.open(row.clientSecret, row.id);
    if (!speaks || clientSecret === undefined) return undefined;
    const { kind, issuer, clientId, details } = row;
    const provider = { kind, issuer, clientId, clientSecret, details };
    return { row, ...speaks, everybodys: isEverybodys(speaks.kind, row), provider };
  }
  /** Of two that want a domain nobody would know which one is asked. */
  async function assertFits({
    id,
    domains,
    admits,
    required,
    kind,
    details,
  }: Pick<Row, 'id' | 'domains' | 'admits' | 'required' | 'kind' | 'details'>) {
    const others = (await all()).filter((one) => one.id !== id);
    const taken = domains.find((domain) => others.some((one) => one.domains.includes(domain)));
    if (taken !== undefined) return refuse(signOnErrors.domainTaken, { pointer: '/domains', facts: { domain: taken } });
    if (required && domains.length === 0)
      return refuse(kernelProblems.invalid, { pointer: '/required', detail: 'Say first for which domains.' });
    if (admits === 'instructor' && !(await ctx.can('access.assign')))
      return refuse(kernelProblems.forbidden, { pointer: '/admits', facts: { permission: 'access.assign' } });
    const speaks = speaking(kind) ?? refuse(signOnErrors.unknownKind, { pointer: '/kind' });
    assertDetails(speaks.kind, details);
    return speaks;
  }

  return {
    all,
    async reach(id) {
      const row = (await all()).find((one) => one.id === id && one.enabled);
      return row && reachable(row);
    },
    list: async ({ site }) => ({
      items: (await all()).map(shown),
      kinds: kinds().map(({ kind }) => ({
        kind: kind.kind,
        issuer: kind.issuer ?? null,
        asks: (kind.asks ?? []).map(({ name, pattern }) => ({ name, pattern: pattern.source })),
        secret: kind.secret ?? 'text',
        register: kind.register ?? null,
        redirect: redirectOf(kind, { site }),
        everybodys: kind.everybodys === true,
      })),
      redirect: redirectOf({}, { site }),
    }),
    async add({ clientSecret, issuer, ...given }) {
      const id = ctx.id();
      const { kind } = await assertFits({ ...given, id });
      assertSecret(kind, clientSecret);
      const at =
        issuerOf(kind, given) ??
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
      if (clientSecret !== undefined) assertSecret(kind, clientSecret);
      if (issuer !== undefined && kind.issuer === undefined) {
        // Whoever may not read the secret does not send it to an address of their choice either.
        if (withoutSlash(issuer) !== before.issuer && clientSecret === undefined && before.clientSecret !== '')
          return refuse(kernelProblems.invalid, {
            pointer: '/clientSecret',
            detail: 'Another address needs its secret.',
          });
        row.issuer = withoutSlash(issuer);
      }
      row.issuer = issuerOf(kind, row) ?? row.issuer;
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
      return reached.driver.test(reached.provider, redirectOf(reached.kind, { site }));
    },
  };
}

type Details = Pick<SignOnProvider, 'details'>;
const isEverybodys = ({ everybodys }: SignOnKind, row: Details): boolean =>
  typeof everybodys === 'function' ? everybodys(row) : everybodys;
/** Its details have been checked: none of them can lead to another host. */
const issuerOf = ({ issuer }: SignOnKind, { details }: Details): string | undefined =>
  issuer?.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '');

/** All that the kind asks for, each as it looks there, and nothing else. @throws invalid_input */
function assertDetails({ asks = [] }: SignOnKind, details: Row['details']): void {
  const stray = Object.keys(details).find((name) => !asks.some((one) => one.name === name));
  if (stray !== undefined) refuseAt('/details', 'Providers of this kind have no such detail.');
  for (const { name, pattern } of asks)
    if (!pattern.test(details[name] ?? ''))
      refuseAt(`/details/${name}`, `${name} is needed, as the provider shows it.`);
}
/** A key that cannot sign would be noticed by the first person who comes. @throws invalid_input */
function assertSecret({ secret }: SignOnKind, given: string): void {
  if (secret === 'key' && !signingKeyOf(given))
    refuseAt(
      '/clientSecret',
      'Paste the whole key file, from -----BEGIN PRIVATE KEY----- to the end (PKCS #8, P-256).',
    );
}
const refuseAt = (pointer: string, detail: string) => refuse(kernelProblems.invalid, { pointer, detail });
/** Discovery and ID tokens of some name it with a slash, which is then part of the name: only a bare origin has none. */
const withoutSlash = (issuer: string): string => (new URL(issuer).pathname === '/' ? new URL(issuer).origin : issuer);
