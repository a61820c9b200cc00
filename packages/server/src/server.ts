// A school that runs: plugins over one database, behind one Hono app that can be mounted anywhere.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Actor,
  authenticatorSlot,
  authorizerSlot,
  currentScope,
  type MailPort,
  organizationSlot,
  type Plugin,
  runInScope,
  type Scope,
  type StoragePort,
  system,
} from '@lectern/kit';
import { Hono } from 'hono';
import { createCpuPool } from './cpu/pool.ts';
import { type Database, openDatabase } from './data/database.ts';
import { claimOwnership } from './data/owner.ts';
import { createOutbox, type Outbox } from './events/outbox.ts';
import { createApi, type HttpParts, type Transport } from './http/app.ts';
import { docsPage, docsScript, docsStyle } from './http/docs.ts';
import { openApiOf } from './http/openapi.ts';
import { secured } from './http/security.ts';
import { type Clock, clockOf } from './jobs/clock.ts';
import { createJobs } from './jobs/driver.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import type { JobsPort } from './jobs/port.ts';
import { createAccess } from './kernel/access.ts';
import { createAudit } from './kernel/audit.ts';
import { createIdempotency } from './kernel/idempotency.ts';
import { migrationSets } from './kernel/migrations.ts';
import { resourceTree } from './kernel/resources.ts';
import { createLog, type RootLogger } from './log/log.ts';
import { folderMail } from './mail/folder.ts';
import { smtpMail } from './mail/smtp.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createPipeline, type Inbound } from './pipeline/pipeline.ts';
import { verifyAnswer } from './pipeline/verify.ts';
import { type Migrated, migrate } from './schema/apply.ts';
import { advisoryLock } from './schema/lock.ts';
import { localStorage } from './storage/local.ts';
import { sweeping } from './storage/sweep.ts';
import { createTracker } from './track/tracker.ts';
import { createHost, type Host, uuidv7 } from './wiring/host.ts';

export interface ServerOptions {
  readonly plugins: readonly Plugin[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A file, or `postgres://...`. Relative paths are below `directory`. */
  readonly database: string;
  /** The school folder: files, mails and everything else that is not in the database. */
  readonly directory: string;
  readonly storage?: string;
  readonly smtp?: string | undefined;
  readonly mailFrom?: string;
  readonly url?: string | undefined;
  /** `/learn`, when mounted below another application. */
  readonly basePath?: string;
  readonly trustProxy?: boolean;
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly log?: RootLogger;
  /** The application's own sign-in: whom a request is from, or undefined for a visitor. */
  readonly authenticate?: (request: Request) => Promise<{ email: string; name: string } | undefined>;
  /** Screens: answers what is not the API's. */
  readonly pages?: Pages;
  /** Tests: find waits inside units and answers that do not fit their schema; deliver every event twice. */
  readonly strict?: boolean;
  readonly now?: () => Date;
  /** A process that the simulator plays, on its database, its clock and its chance. */
  readonly simulated?: Simulated;
}
export interface Simulated {
  readonly name: string;
  readonly database: Database;
  readonly clock: Clock;
  random(): number;
  id(): string;
}
/** The web app as the server sees it. `call` reaches the API in process, with the cookies of the page's request. */
export interface Pages {
  answer(
    request: Request,
    tools: { readonly call: (request: Request) => Promise<Response>; readonly basePath: string; readonly site: string },
  ): Promise<Response | undefined>;
}

export interface School {
  /** Everything below the base path: mount it with `app.route('/', school.app)` or call `fetch`. */
  readonly app: Hono<{ Bindings: Transport }>;
  fetch(request: Request, transport?: Transport): Promise<Response>;
  readonly host: Host;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly jobs: JobsPort;
  readonly storage: StoragePort;
  readonly mail: MailPort;
  /** Where mail goes, in words. */
  readonly mailsTo: string;
  /** The school folder. */
  readonly directory: string;
  /** Of the database: a file, or `postgres://...`. */
  readonly address: string;
  readonly basePath: string;
  readonly log: RootLogger;
  /** Work as the kernel itself, or as a given actor, in the organization (the only one by default). */
  inside<T>(work: () => Promise<T>, as?: { readonly actor?: Actor; readonly org?: string }): Promise<T>;
  openApi(server: string): Record<string, unknown>;
  /** Brings the database up to the plugins. Of several starting processes one does, the others wait. */
  migrate(options?: { readonly dryRun?: boolean; readonly backup?: () => Promise<string> }): Promise<Migrated>;
  /** Events, jobs and upkeep begin. Requests are answered without it. */
  start(): Promise<void>;
  /** Finishes what was accepted, then closes everything. Twice is once. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/**
 * Opens the database (which must be migrated: `lms migrate`, or `migrateSchool`) and wires the plugins.
 * @throws WiringError when they do not fit together, before anything has started
 */
export function createServer(options: ServerOptions): School {
  const { simulated } = options;
  const now = simulated?.clock.now ?? options.now ?? (() => new Date());
  const clock = simulated?.clock ?? clockOf(now);
  const log = options.log ?? createLog(options.logLevel ?? 'info');
  const below = (path: string) => (/^postgres(ql)?:/.test(path) ? path : resolve(options.directory, path));
  const address = below(options.database);
  const owned = simulated || /^postgres(ql)?:/.test(address) ? undefined : own(address);
  const database = simulated?.database ?? openDatabase(address, { strict: options.strict ?? false });
  const id = simulated?.id ?? (() => uuidv7(now()));
  const storage = localStorage(below(options.storage ?? 'data/files'));
  const from = options.mailFrom ?? 'Lectern <school@localhost>';
  const mail = options.smtp
    ? smtpMail(options.smtp, from)
    : folderMail(join(options.directory, 'data', 'mail'), from, now);
  const cpu = createCpuPool();
  const metrics = createMetrics();

  const access = createAccess(
    database,
    () => ({ authenticator: only(host, authenticatorSlot), authorizer: only(host, authorizerSlot) }),
    now,
  );
  const { random = Math.random } = simulated ?? {};
  const outbox = createOutbox({ database, clock, log, random, ...(options.strict && { deliveries: 2 }) });
  const jobs = createJobs({
    database,
    clock,
    log,
    random,
    id,
    organizations: () => only(host, organizationSlot).all(),
    ...(simulated && { alone: false, worker: simulated.name }),
  });
  const tracker = createTracker({ database, clock, log });
  const idempotency = createIdempotency(database, now);

  const host = createHost(options.plugins, options.settings ?? {}, {
    data: database,
    resources: resourceTree(database, (ids) => only(host, authorizerSlot).moved(ids)),
    storage,
    mail,
    logFor: (plugin) => log.child({ plugin }),
    now,
    id,
    can: access.can,
    visible: access.visible,
    permissionsChanged: access.permissionsChanged,
    emit: async (event, payload) => {
      const scope = currentScopeOrThrow();
      await outbox.emit(event, payload, { id: id(), at: now(), org: scope.org, request: scope.request });
    },
    enqueue: (job, payload, how) => {
      const scope = currentScopeOrThrow();
      return jobs.enqueue(job, payload, { id: id(), org: scope.org }, how);
    },
    jobs: { find: (one) => jobs.find(one), cancel: (one) => jobs.cancel(one) },
    track: (name, facts) => tracker.track(name, facts),
    cpu: (module, name, input) => cpu.run(module, name, input),
  });
  for (const [plugin, reactions] of host.reactions) if (reactions.length > 0) outbox.subscribe(plugin, reactions);
  for (const [plugin, handlers] of host.jobs) jobs.register(handlers, plugin);
  jobs.register(housekeeping(outbox, jobs), 'kernel');
  jobs.register(sweeping({ storage, address, now }, jobs, { id, log }), 'kernel');

  const organizations = only(host, organizationSlot);
  const organizationFor = (hostName: string | undefined) =>
    runInScope<Promise<string | undefined>>(
      { actor: system, org: undefined, request: 'organization', via: 'kernel' },
      () => organizations.organizationFor(hostName),
    );
  const execute = createPipeline({
    data: database,
    access,
    audit: createAudit(database, now, id),
    idempotency,
    emitted: (request) => outbox.emitted(request),
    digestKey: digestKeyOf(options.directory),
    ...(options.strict && { verify: verifyAnswer }),
  });
  const basePath = options.basePath ?? '';
  const site = { url: options.url, basePath, trustProxy: options.trustProxy ?? false };
  const parts: HttpParts = {
    mounted: host.mounted,
    execute,
    site,
    cookie: only(host, authenticatorSlot).cookie,
    organizationFor,
    newRequestId: id,
    access,
    authenticate: options.authenticate,
    observe: ({ operation, status, milliseconds, request, error }) => {
      metrics.request(operation, status, milliseconds);
      if (error !== undefined)
        log.error('a request failed', {
          operation,
          request,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      else log.debug('answered', { operation, status, milliseconds, request });
    },
  };
  const openApi = (server: string) => openApiOf(host.specs, { title: 'Lectern', version: '0.1.0', server });
  const app = createApp();

  function createApp(): Hono<{ Bindings: Transport }> {
    const inner = new Hono<{ Bindings: Transport }>();
    inner.get('/healthz', (c) => c.json({ ok: true }));
    inner.get('/readyz', async (c) => {
      const ready = await database.rawAll('select 1 as one').then(
        () => true,
        () => false,
      );
      return c.json({ ok: ready }, ready ? 200 : 503);
    });
    inner.get('/metrics', async (c) => c.text(await metrics.text(await outbox.lag(), await jobs.counts())));
    inner.get('/api/openapi.json', (c) => c.json(openApi(callerSite(c.req.raw))));
    inner.get('/api/docs', secured, () => docsPage(basePath));
    inner.get('/api/docs.js', docsScript);
    inner.get('/api/docs.css', docsStyle);
    inner.route('/', createApi(parts));
    if (options.pages) {
      const { pages } = options;
      inner.get(
        '*',
        secured,
        async (c) =>
          (await pages.answer(c.req.raw, {
            call: async (request) => outer.fetch(request, c.env),
            basePath,
            site: callerSite(c.req.raw),
          })) ?? c.notFound(),
      );
    }
    const outer = new Hono<{ Bindings: Transport }>();
    outer.route(basePath || '/', inner);
    return outer;
  }
  const callerSite = (request: Request) => options.url ?? `${new URL(request.url).origin}${basePath}`;

  let stopping: Promise<void> | undefined;
  const upkeep = () =>
    clock.after(
      3_600_000,
      () =>
        void idempotency
          .prune()
          .catch((error: unknown) => log.warn('upkeep failed', { error: String(error) }))
          .then(upkeep),
    );
  return {
    app,
    fetch: async (request, transport) => app.fetch(request, transport ?? {}),
    host,
    database,
    outbox,
    jobs,
    storage,
    mail,
    mailsTo: options.smtp
      ? `sent through ${new URL(options.smtp).host}`
      : 'kept as files in data/mail, for no SMTP server is set',
    directory: options.directory,
    address,
    basePath,
    log,
    openApi,
    async inside(work, { actor = system, org } = {}) {
      const scope: Scope = { actor, org: org ?? (await organizationFor(undefined)), request: id(), via: 'kernel' };
      return runInScope(scope, work);
    },
    async migrate(how = {}) {
      const migrating = openDatabase(address, { unitTimeoutMs: 6 * 3_600_000 });
      try {
        return await migrate(migrating, migrationSets(host.specs), {
          ...how,
          log,
          ...(migrating.dialect === 'postgres' && { lock: advisoryLock(address) }),
        });
      } finally {
        await migrating.close();
      }
    },
    async start() {
      await outbox.start();
      await jobs.start();
      upkeep();
    },
    stop(grace = 10_000) {
      stopping ??= (async () => {
        await jobs.stop(grace);
        await outbox.stop();
        await tracker.stop();
        await cpu.close();
        if ('close' in mail && typeof mail.close === 'function') mail.close();
        await database.close();
        owned?.release();
      })();
      return stopping;
    },
  };
}

export type { Inbound };

/** Made once per school and kept beside its data; whoever reads the audit log alone cannot guess inputs from digests. */
function digestKeyOf(directory: string): Buffer {
  const file = join(directory, 'data', 'digest.key');
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}

/** @throws AlreadyOpenError: two processes that write one SQLite file stop each other for seconds at a time */
function own(file: string): { release(): void } {
  mkdirSync(dirname(file), { recursive: true });
  const claim = claimOwnership(file);
  if (!claim.granted) throw new AlreadyOpenError(file, claim.holder?.pid);
  return claim;
}
export class AlreadyOpenError extends Error {
  constructor(file: string, pid: number | undefined) {
    super(
      `${file} is open in another process${pid === undefined ? '' : ` (${pid})`}. Stop that one first, or use its command line: it answers while it runs.`,
    );
    this.name = 'AlreadyOpenError';
  }
}

function only<T>(host: Host, slot: { id: string; summary: string; T?: T }): T {
  const [value] = host.fillsOf<T>(slot);
  if (value === undefined)
    throw new Error(`no plugin fills ${slot.id} (${slot.summary.toLowerCase()}): add one to the list of plugins`);
  return value;
}
function currentScopeOrThrow(): Scope {
  const scope = currentScope();
  if (!scope) throw new Error('events and jobs belong to a call, and none is running');
  return scope;
}
