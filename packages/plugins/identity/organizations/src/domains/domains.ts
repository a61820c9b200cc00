// Which organization a host leads to, and how a host comes to lead there.
import { randomBytes } from 'node:crypto';
import { type Context, kernelProblems, OutgoingFault, refuse } from '@lectern/kit';
import type { Domain } from '../contract/domains.ts';
import { errors } from '../contract/errors.ts';
import type { SchoolState } from '../contract/schools.ts';
import { theDefault } from '../queries.ts';
import type { OrganizationsSettings } from '../settings.ts';
import { hostName, labelBelow } from './host.ts';
import * as queries from './queries.ts';

export interface Domains {
  /** Outside any scope: the default organization for a host that nobody has. @throws organizations.suspended */
  organizationFor(host: string | undefined): Promise<string | undefined>;
  /** Whether a host is shown to lead here: links in mails may name it. */
  knowsHost(host: string): Promise<boolean>;
  /** See `OrganizationsService`. */
  siteOf(site: string): Promise<string>;
  all(): Promise<Domain[]>;
  /** @throws organizations.domain_taken */
  add(host: string): Promise<Domain>;
  /**
   * Outside a unit, because it asks the host. @param site where this installation certainly is: its port is tried too
   * @throws not_found, organizations.domain_elsewhere
   */
  look(host: string, site: string | undefined): Promise<void>;
  /** After `look`. */
  verified(host: string): Promise<Domain>;
  /** @throws not_found */
  remove(host: string): Promise<void>;
  proof(challenge: string): string;
  /** After the commit of whatever changes where hosts lead. */
  forget(): void;
}
interface Found {
  readonly id: string | undefined;
  readonly state: SchoolState;
  /** Nobody's host leads to the default organization, which is no claim to it. */
  readonly claimed: boolean;
}

/** Every visitor's request asks. Another process sees a change of ours when this has run out. */
const rememberFor = 5_000;
/** Hosts that nobody has are made up by scanners: they must not fill the memory. */
const capacity = 1_000;
/** A claim without proof is nobody's after so long. */
const claimLife = 7 * 24 * 3_600_000;

type Row = Omit<Domain, 'verifiedAt' | 'addedAt'> & { verifiedAt: Date | null; addedAt: Date };
const told = ({ host, verifiedAt, addedAt }: Row): Domain => ({
  host,
  verifiedAt: verifiedAt?.toISOString() ?? null,
  addedAt: addedAt.toISOString(),
});

export function createDomains(ctx: Context<Record<never, never>, OrganizationsSettings>): Domains {
  const { data } = ctx;
  const below = () => [...ctx.settings.below, 'localhost'];
  const remembered = new Map<string, Found & { until: number }>();
  const mine = (host: string) => ({ organization: ctx.scope().org ?? '', host });

  async function read(name: string | undefined): Promise<Found> {
    if (name !== undefined) {
      const label = labelBelow(name, below());
      const claimed =
        (await data.one(queries.byHost, { host: name })) ??
        (label === undefined ? undefined : await data.one(queries.byAddress, { address: label }));
      if (claimed) return { ...claimed, claimed: true };
    }
    return { id: (await data.one(theDefault))?.id, state: 'active', claimed: false };
  }
  async function find(host: string | undefined): Promise<Found> {
    const name = hostName(host);
    const key = name ?? '';
    const now = ctx.now().getTime();
    const known = remembered.get(key);
    if (known && known.until > now) return known;
    const found = await read(name);
    remembered.delete(key);
    if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
    if (found.id !== undefined) remembered.set(key, { ...found, until: now + rememberFor });
    return found;
  }
  const forget = () => remembered.clear();
  const changed = () => data.afterCommit(forget);
  const one = async (host: string) =>
    (await data.one(queries.find, mine(host))) ?? refuse(kernelProblems.notFound, { pointer: '/host' });

  return {
    forget,
    async organizationFor(host) {
      const { id, state } = await find(host);
      return state === 'active' ? id : refuse(errors.suspended);
    },
    knowsHost: async (host) => (await find(host)).claimed,
    async siteOf(site) {
      const [own] = (await data.all(queries.ofOrganization, mine(''))).filter(({ verifiedAt }) => verifiedAt);
      if (!own) return site;
      const { pathname, protocol, port } = new URL(site);
      return `${protocol}//${own.host}${port && `:${port}`}${pathname.replace(/\/$/, '')}`;
    },
    all: async () => (await data.all(queries.ofOrganization, mine(''))).map(told),
    async add(host) {
      // Addresses below the installation's names are given by whoever makes schools, and what is claimed would come first.
      const isAddress = below().some((name) => host === name || host.endsWith(`.${name}`));
      if (isAddress && (await data.one(theDefault))?.id !== ctx.scope().org)
        return refuse(errors.domainTaken, { pointer: '/host' });
      const addedAt = ctx.now();
      await data.run(queries.dropOldClaim, { host, before: new Date(addedAt.getTime() - claimLife) });
      if (
        (await data.run(queries.claim, { ...mine(host), addedAt })) === 0 &&
        !(await data.one(queries.find, mine(host)))
      )
        return refuse(errors.domainTaken, { pointer: '/host' });
      return told(await one(host));
    },
    async look(host, site) {
      await one(host);
      const challenge = randomBytes(16).toString('base64url');
      // Whoever answers this holds the school's key. Nothing of the answer is shown, so it is no way to look into a network.
      const path = `/api/organizations/domains/proof?challenge=${challenge}`;
      const reasons: string[] = [];
      const { protocol, port } = site === undefined ? { protocol: '', port: '' } : new URL(site);
      for (const origin of [...(port ? [`${protocol}//${host}:${port}`] : []), `https://${host}`, `http://${host}`]) {
        try {
          const answer = await ctx.fetch(`${origin}${path}`, { timeout: 5_000, limit: 4_096, redirects: 0 });
          const { proof } = (await answer.json()) as { proof?: unknown };
          if (typeof proof === 'string' && ctx.signatures.isSigned(`domain:${challenge}`, proof)) return;
          reasons.push(`${origin}: another server answers there.`);
        } catch (error) {
          reasons.push(
            `${origin}: ${error instanceof OutgoingFault ? error.message : 'another server answers there.'}`,
          );
        }
      }
      refuse(errors.domainElsewhere, {
        pointer: '/host',
        detail: `${errors.domainElsewhere.message} ${reasons.join(' ')}`,
      });
    },
    async verified(host) {
      await data.run(queries.verified, { ...mine(host), now: ctx.now() });
      changed();
      return told(await one(host));
    },
    async remove(host) {
      if ((await data.run(queries.giveUp, mine(host))) === 0)
        return refuse(kernelProblems.notFound, { pointer: '/host' });
      changed();
    },
    proof: (challenge) => ctx.signatures.sign(`domain:${challenge}`),
  };
}
