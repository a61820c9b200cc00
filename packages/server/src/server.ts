// A school that runs: plugins over one database, behind one Hono app that can be mounted anywhere.
import { join, resolve } from 'node:path';
import {
  authenticatorSlot,
  authorizerSlot,
  currentScope,
  type Event,
  organizationSlot,
  personPartSlot,
  runInScope,
  type Scope,
  settingsSlot,
  system,
} from '@lectern/kit';
import { createAuditLog } from './audit/log.ts';
import { createAudit } from './audit/record.ts';
import { dailyBackups } from './backup/daily.ts';
import { createCpuPool } from './cpu/pool.ts';
import { openDatabase } from './data/database.ts';
import { own } from './data/owner.ts';
import { createOutbox } from './events/outbox.ts';
import { createApi, type HttpParts } from './http/app.ts';
import { createLimits } from './http/limits.ts';
import { openApiOf } from './http/openapi.ts';
import { createSite } from './http/site-app.ts';
import { clockOf } from './jobs/clock.ts';
import { createJobs } from './jobs/driver.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { createPgBossJobs } from './jobs/pg-boss/driver.ts';
import type { JobsPort } from './jobs/port.ts';
import { createAccess } from './kernel/access.ts';
import { digestKeyOf } from './kernel/digest-key.ts';
import { createIdempotency } from './kernel/idempotency.ts';
import { migrationSets } from './kernel/migrations.ts';
import { resourceTree } from './kernel/resources.ts';
import { secretsOf } from './kernel/secrets.ts';
import { createSettings } from './kernel/settings.ts';
import { signaturesOf } from './kernel/signatures.ts';
import { createTenants } from './kernel/tenants.ts';
import { createLog } from './log/log.ts';
import { folderMail } from './mail/folder.ts';
import { smtpMail } from './mail/smtp.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createOutgoing } from './outgoing/client.ts';
import { createPersons } from './persons/persons.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import { verifyAnswer } from './pipeline/verify.ts';
import { realtimeContract } from './realtime/contract.ts';
import { createRelay } from './realtime/relay.ts';
import { migrate } from './schema/apply.ts';
import { advisoryLock } from './schema/lock.ts';
import type { School, ServerOptions } from './school.ts';
import { openStorage } from './storage/open.ts';
import { sweeping } from './storage/sweep.ts';
import { createTracker } from './track/tracker.ts';
import { createHost, type Host, uuidv7 } from './wiring/host.ts';

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
  const storage = openStorage(options.storage ?? 'data/files', below);
  const from = options.mailFrom ?? 'Lectern <school@localhost>';
  const mail = options.smtp
    ? smtpMail(options.smtp, from)
    : folderMail(join(options.directory, 'data', 'mail'), from, now);
  const outgoing = createOutgoing(options.privateHosts);
  const cpu = createCpuPool();
  const schoolKey = digestKeyOf(options.directory);
  const metrics = createMetrics();

  const access = createAccess(
    database,
    () => ({ authenticator: only(host, authenticatorSlot), authorizer: only(host, authorizerSlot) }),
    now,
  );
  const { random = Math.random } = simulated ?? {};
  const outbox = createOutbox({ database, clock, log, random, ...(options.strict && { deliveries: 2 }) });
  const organizationIds = () => only(host, organizationSlot).all();
  const working = { database, clock, log, random, id, organizations: organizationIds };
  if (options.jobs === 'pg-boss' && database.dialect !== 'postgres')
    throw new Error('jobs: pg-boss needs a school on Postgres. Set database to postgres://..., or jobs to table.');
  const boss = options.jobs === 'pg-boss' ? createPgBossJobs({ ...working, url: address }) : undefined;
  const jobs: JobsPort = boss ?? createJobs({ ...working, ...(simulated && { alone: false, worker: simulated.name }) });
  const auditLog = createAuditLog({ database, clock, log });
  const tracker = createTracker({ database, clock, log });
  const idempotency = createIdempotency(database, now);

  const resources = resourceTree(database, () => only(host, authorizerSlot));
  const persons = createPersons({
    database,
    specs: () => host.specs,
    parts: () => host.fillsOf(personPartSlot),
    organizations: organizationIds,
    resources,
    permissionsChanged: access.permissionsChanged,
    jobs,
    id,
    now,
  });

  const settings = createSettings(() => host.fillsOf(settingsSlot)[0]);
  const host = createHost(options.plugins, options.settings ?? {}, {
    data: database,
    resources,
    persons: persons.port,
    storage,
    mail,
    fetch: outgoing,
    audit: {
      list: (filter) => auditLog.list(currentScopeOrThrow().org ?? '', filter),
      verify: () => auditLog.verify(currentScopeOrThrow().org ?? ''),
    },
    tenants: createTenants(database, () => host.specs),
    organizationSettings: settings.port,
    settingsOf: settings.of,
    logFor: (plugin) => log.child({ plugin }),
    signaturesFor: (plugin) => signaturesOf(schoolKey, plugin),
    secretsFor: (plugin) => secretsOf(schoolKey, plugin),
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
  jobs.register(persons.handlers, 'kernel');
  jobs.register(
    dailyBackups(() => school, { keep: options.backupsKept ?? 0, now, log }),
    'kernel',
  );
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
    audit: createAudit(database, now, id, auditLog.wake),
    idempotency,
    emitted: (request) => outbox.emitted(request),
    digestKey: schoolKey,
    ...(options.strict && { verify: verifyAnswer }),
  });
  const relay = createRelay({
    events: host.specs.flatMap(({ contract }) => Object.values((contract.events ?? {}) as Record<string, Event>)),
    access,
    log,
    now,
  });
  outbox.overheardBy(relay);
  const basePath = options.basePath ?? '';
  const site = { url: options.url, basePath, trustProxy: options.trustProxy ?? false };
  const parts: HttpParts = {
    mounted: [...host.mounted, relay.mounted],
    execute,
    site,
    cookie: only(host, authenticatorSlot).cookie,
    organizationFor,
    knowsHost: async (hostName) =>
      runInScope({ actor: system, org: undefined, request: 'organization', via: 'kernel' }, async () =>
        organizations.knowsHost === undefined ? false : organizations.knowsHost(hostName),
      ),
    newRequestId: id,
    access,
    limits: createLimits(options.requestsPerMinute),
    origins: options.origins ?? [],
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
  let described: Record<string, unknown> | undefined;
  /** Made once: it takes 90 ms at first and 20 again, and anybody may ask for it, as often as they like. */
  const openApi = (server: string) => {
    described ??= openApiOf([...host.specs.map(({ contract }) => contract), realtimeContract], {
      title: 'Lectern',
      version: '0.1.0',
      server,
    });
    return { ...described, servers: [{ url: server }] };
  };
  const app = createSite({
    site,
    knowsHost: parts.knowsHost,
    api: createApi(parts),
    openApi,
    pages: options.pages,
    foreign: host.specs.flatMap(({ contract: { id }, web }) => (web ? [{ id, web }] : [])),
    ready: () => database.rawAll('select 1 as one'),
    metrics: async () => metrics.text(await outbox.lag(), await jobs.counts(), relay.count()),
  });

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
  const school: School = {
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
        await boss?.prepare();
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
      auditLog.start();
      upkeep();
    },
    endStreams: relay.end,
    stop(grace = 10_000) {
      stopping ??= (async () => {
        relay.end();
        await jobs.stop(grace);
        await outbox.stop();
        await tracker.stop();
        await auditLog.stop();
        await cpu.close();
        await outgoing.close();
        if ('close' in mail && typeof mail.close === 'function') mail.close();
        await database.close();
        owned?.release();
      })();
      return stopping;
    },
  };
  return school;
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
