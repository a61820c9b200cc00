// A school as it is reached over HTTP: operations, screens, the document that describes them, measurements.
import {
  authenticatorSlot,
  installationService,
  type Logger,
  type OrganizationResolver,
  runInScope,
  type Scope,
  settingsSlot,
  system,
} from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { Outbox } from '../events/outbox.ts';
import { type Maintenance, retryAfter } from '../gateway/maintenance.ts';
import type { Meter } from '../gateway/meter.ts';
import type { OrganizationLimits } from '../gateway/organization-limits.ts';
import type { JobsPort } from '../jobs/port.ts';
import type { Access, Known } from '../kernel/access.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Execute } from '../pipeline/pipeline.ts';
import { realtimeContract } from '../realtime/contract.ts';
import type { Relay } from '../realtime/relay.ts';
import type { School, ServerOptions } from '../school.ts';
import type { Switches } from '../switches/switches.ts';
import { type Host, only } from '../wiring/host.ts';
import { createAdmission } from './admission.ts';
import { createApi, type HttpParts } from './app.ts';
import { cookieValue } from './cookies.ts';
import type { Limits } from './limits.ts';
import { openApiOf } from './openapi.ts';
import { isFromHere } from './site.ts';
import { createSite } from './site-app.ts';

export interface FrontParts {
  readonly options: ServerOptions;
  readonly host: Host;
  readonly database: Database;
  readonly access: Access;
  readonly execute: Execute;
  readonly relay: Relay;
  readonly outbox: Outbox;
  readonly jobs: JobsPort;
  readonly limits: Limits;
  readonly organizationLimits: OrganizationLimits;
  readonly maintenance: Maintenance;
  readonly meter: Meter;
  readonly metrics: Metrics;
  readonly switches: Switches;
  readonly organizationFor: (hostName: string | undefined) => Promise<string | undefined>;
  readonly organizations: OrganizationResolver;
  readonly id: () => string;
  readonly now: () => Date;
  readonly log: Logger;
}

export function createFront(parts: FrontParts): Pick<School, 'app' | 'openApi'> {
  const { options, host, database, access, execute, relay, outbox, jobs, organizationFor, organizations } = parts;
  const { maintenance, switches, metrics, id, now, log } = parts;
  const site = { url: options.url, basePath: options.basePath ?? '', trustProxy: options.trustProxy ?? false };
  const { cookie } = only(host, authenticatorSlot);
  const asKernel = <T>(request: string, work: () => Promise<T>) =>
    runInScope({ actor: system, org: undefined, request, via: 'kernel' }, work);
  const knowsHost = (hostName: string) =>
    asKernel('organization', async () => (await organizations.knowsHost?.(hostName)) ?? false);

  /** Whether somebody has a permission over the whole of the first organization, which stands for the installation. */
  async function mayHere(known: Known, permission: string): Promise<boolean> {
    const { actor, org, session, only } = known.identity;
    if (org !== (await organizationFor(undefined))) return false;
    const scope: Scope = { actor, org, request: 'gateway', via: 'kernel', session, only };
    const verdict = await runInScope(scope, () => access.verdict(known, permission, undefined));
    if (verdict !== 'stale') return verdict === 'allowed';
    const fresh = await known.again();
    return fresh !== undefined && mayHere(fresh, permission);
  }
  const observe: HttpParts['observe'] = ({ operation, status, milliseconds, request, error }) => {
    metrics.request(operation, status, milliseconds);
    if (error === undefined) return log.debug('answered', { operation, status, milliseconds, request });
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return log.error('a request failed', { operation, request, error: told });
  };
  let described: { readonly of: string; readonly document: Record<string, unknown> } | undefined;
  /**
   * Of the plugins that are on. Made anew when those are others: it takes 90 ms at first and 20 again, and anybody may ask for
   * it, as often as they like.
   */
  const openApi = (server: string) => {
    const contracts = host.specs.map(({ contract }) => contract).filter((contract) => !switches.off.has(contract.id));
    const of = contracts.map((contract) => contract.id).join();
    if (described?.of !== of) {
      const document = openApiOf([...contracts, realtimeContract], { title: 'Lectern', version: '0.1.0', server });
      described = { of, document };
    }
    return { ...described.document, servers: [{ url: server }] };
  };

  const api = createApi({
    mounted: [...host.mounted, relay.mounted],
    execute,
    site,
    cookie,
    organizationFor,
    knowsHost,
    newRequestId: id,
    access,
    admission: createAdmission({
      limits: parts.limits,
      each: options.requestsPerMinute,
      ofOrganization: parts.organizationLimits.of,
      maintenance,
      mayEnter: (known) => mayHere(known, 'maintenance.write'),
      now,
    }),
    meter: parts.meter,
    times: { body: 20_000, answer: 30_000, ...options.timeLimits },
    origins: options.origins ?? [],
    authenticate: options.authenticate,
    observe,
  });
  const app = createSite({
    site,
    knowsHost,
    api,
    newRequestId: id,
    openApi,
    pages: options.pages,
    foreign: host.specs.flatMap(({ contract: { id: plugin }, web }) => (web ? [{ id: plugin, web }] : [])),
    ready: () => database.rawAll('select 1 as one'),
    metrics: async (request, transport) => {
      const known = await access.recognise({ bearer: bearerOf(request) });
      const may = known ? await mayHere(known, 'metrics.read') : isFromHere(request, transport);
      return may ? metrics.text(await outbox.lag(), await jobs.counts(), relay.count()) : undefined;
    },
    installation: async () => ({
      off: [...switches.off.keys()].sort(),
      root: await asKernel('screens', async () => host.fillsOf(settingsSlot)[0]?.root()),
      permissions: permissionsOfTheInstallation(host),
    }),
    async closedFor(request) {
      const closed = await maintenance.now();
      if (!closed) return undefined;
      const shown = cookieValue(request.headers.get('cookie') ?? undefined, cookie);
      const known = await access.recognise({ cookie: shown });
      if (known && (await mayHere(known, 'maintenance.write'))) return undefined;
      const { message, until } = closed;
      return { message, until: until?.toISOString() ?? null, retryAfter: retryAfter(closed, now()) };
    },
    inMaintenance: async () => (await maintenance.now()) !== undefined,
  });
  return { app, openApi };
}

const bearerOf = ({ headers }: Request) => headers.get('authorization')?.match(/^Bearer (.+)$/)?.[1];

/** Those of plugins that may see and change all of it: in a school below nobody has them. */
const permissionsOfTheInstallation = ({ specs }: Host): string[] =>
  specs
    .filter(({ needs }) =>
      Object.values((needs ?? {}) as Record<string, { id: string }>).some((need) => need.id === installationService.id),
    )
    .flatMap(({ contract }) => Object.keys(contract.permissions ?? {}));
