// A school that runs: plugins over one database, behind one Hono app that can be mounted anywhere.
import { createSecretKey } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  auditPolicySlot,
  authenticatorSlot,
  authorizerSlot,
  currentScope,
  type Event,
  installationService,
  organizationSlot,
  personPartSlot,
  runInScope,
  type Scope,
  settingsSlot,
  system,
} from '@lectern/kit';
import { signerOf } from './audit/head.ts';
import { createAuditLog } from './audit/log.ts';
import { createAudit } from './audit/record.ts';
import { watched } from './audit/writes.ts';
import { dailyBackups } from './backup/daily.ts';
import { backupsByHand } from './backup/now.ts';
import { createCpuPool } from './cpu/pool.ts';
import { openDatabase } from './data/database.ts';
import { own } from './data/owner.ts';
import { createOutbox } from './events/outbox.ts';
import { createMaintenance } from './gateway/maintenance.ts';
import { createMeter } from './gateway/meter.ts';
import { createOrganizationLimits } from './gateway/organization-limits.ts';
import { gatewayPlugin } from './gateway/plugin.ts';
import { createFront } from './http/front.ts';
import { createLimits } from './http/limits.ts';
import { shareLimits } from './http/shared-counts.ts';
import { createInstallation } from './installation/installation.ts';
import { clockOf } from './jobs/clock.ts';
import { createJobs } from './jobs/driver.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { createPgBossJobs } from './jobs/pg-boss/driver.ts';
import type { JobsPort } from './jobs/port.ts';
import { createAccess } from './kernel/access.ts';
import { digestKeyOf } from './kernel/digest-key.ts';
import { createIdempotency } from './kernel/idempotency.ts';
import { createIds } from './kernel/ids.ts';
import { migrationSets } from './kernel/migrations.ts';
import { resourceTree } from './kernel/resources.ts';
import { secretsOf } from './kernel/secrets.ts';
import { createInstallationSettings } from './kernel/settings/installation.ts';
import { createSettings } from './kernel/settings.ts';
import { signaturesOf } from './kernel/signatures.ts';
import { createTenants } from './kernel/tenants.ts';
import { createLog } from './log/log.ts';
import { folderMail } from './mail/folder.ts';
import { smtpMail } from './mail/smtp.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createOutgoing } from './outgoing/client.ts';
import { createPersons } from './persons/persons.ts';
import { authoredOf } from './pipeline/authored.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import { verifyAnswer } from './pipeline/verify.ts';
import { createRelay } from './realtime/relay.ts';
import { migrate } from './schema/apply.ts';
import { advisoryLock } from './schema/lock.ts';
import type { School, ServerOptions } from './school.ts';
import { openStorage } from './storage/open.ts';
import { sweeping } from './storage/sweep.ts';
import { createHearing } from './switches/hearing.ts';
import { createSwitches } from './switches/switches.ts';
import { tracedDatabase, tracedExecute, tracedJob, tracedOutgoing, tracedReaction } from './telemetry/traced.ts';
import { tracingOf } from './telemetry/tracing.ts';
import { createTracker } from './track/tracker.ts';
import { createHost, type Host, only } from './wiring/host.ts';

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
  const tracing = tracingOf();
  const opened = simulated?.database ?? openDatabase(address, { strict: options.strict ?? false });
  const database = tracing.wanted ? tracedDatabase(opened, tracing) : opened;
  const id = simulated?.id ?? createIds(now);
  const storage = openStorage(options.storage ?? 'data/files', below);
  const from = options.mailFrom ?? 'Lectern <school@localhost>';
  const mail = options.smtp
    ? smtpMail(options.smtp, from)
    : folderMail(join(options.directory, 'data', 'mail'), from, now);
  const outgoing = createOutgoing(options.privateHosts, options.standIns);
  const cpu = createCpuPool();
  const schoolKey = digestKeyOf(options.directory);
  const metrics = createMetrics();

  const access = createAccess(
    database,
    () => ({ authenticator: only(host, authenticatorSlot), authorizer: only(host, authorizerSlot) }),
    now,
  );
  const { random = Math.random } = simulated ?? {};
  const outbox = createOutbox({
    database,
    clock,
    log,
    random,
    isOff: (plugin) => switches.off.has(plugin),
    ...(options.strict && { deliveries: 2 }),
  });
  const organizationIds = () => only(host, organizationSlot).all();
  const isOff = (plugin: string) => switches.off.has(plugin);
  const working = { database, clock, log, random, id, organizations: organizationIds, isOff };
  if (options.jobs === 'pg-boss' && database.dialect !== 'postgres')
    throw new Error('jobs: pg-boss needs a school on Postgres. Set database to postgres://..., or jobs to table.');
  const boss = options.jobs === 'pg-boss' ? createPgBossJobs({ ...working, url: address }) : undefined;
  const jobs: JobsPort = boss ?? createJobs({ ...working, ...(simulated && { alone: false, worker: simulated.name }) });
  const auditLog = createAuditLog({ database, signer: signerOf(schoolKey), clock, id, log });
  const tracker = createTracker({ database, clock, log });
  const idempotency = createIdempotency(database, now);
  const meter = createMeter({ database, clock, log });
  const maintenance = createMaintenance(database);
  const limits = createLimits();
  const organizationLimits = createOrganizationLimits(database, options.organizationRequestsPerMinute);

  const resources = resourceTree(database, () => only(host, authorizerSlot));
  const persons = createPersons({
    database,
    specs: () => host.specs,
    parts: () => host.fillsOf(personPartSlot),
    organizations: organizationIds,
    resources,
    permissionsChanged: access.permissionsChanged,
    forgetSomeOrigins: auditLog.forgetSomeOrigins,
    jobs,
    id,
    now,
  });

  const switches = createSwitches({
    database,
    now,
    specs: () => host.specs,
    fills: () => host.fills,
    always: () =>
      host.specs.flatMap(({ contract: { id: own } }) => (options.plugins.some((one) => one.id === own) ? [] : [own])),
  });
  const settingsSource = () => host.fillsOf(settingsSlot)[0];
  const settings = createSettings(settingsSource, options.environment);
  const secrets = secretsOf(schoolKey, 'kernel');
  const keptSettings = createInstallationSettings({ database, settings, source: settingsSource, secrets });
  const installation = createInstallation(() => school, {
    id,
    settings: keptSettings,
    jobsIn: options.jobs ?? 'table',
  });
  const gateway = gatewayPlugin({
    limits: organizationLimits,
    organizations: organizationIds,
    maintenance,
    mounted: () => host.mounted.filter(({ plugin }) => !switches.off.has(plugin)),
    firstOrganization: () => organizationFor(undefined),
  });
  const host: Host = createHost([gateway, ...options.plugins], options.settings ?? {}, {
    data: watched(database),
    resources,
    persons: persons.port,
    storage,
    mail,
    fetch: tracing.wanted ? tracedOutgoing(outgoing, tracing) : outgoing,
    audit: auditLog.port,
    tenants: createTenants(database, () => host.specs, auditLog.removeSome),
    organizationSettings: settings.port,
    settings,
    services: new Map([[installationService.id, installation]]),
    logFor: (plugin) => log.child({ plugin }),
    signaturesFor: (plugin) => signaturesOf(schoolKey, plugin),
    secretsFor: (plugin) => secretsOf(schoolKey, plugin),
    now,
    id,
    can: access.can,
    visible: access.visible,
    visibleOf: access.visibleOf,
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
  for (const [plugin, reactions] of host.reactions)
    if (reactions.length > 0)
      outbox.subscribe(plugin, tracing.wanted ? reactions.map(tracedReaction(tracing, plugin)) : reactions);
  for (const [plugin, handlers] of host.jobs)
    jobs.register(tracing.wanted ? handlers.map(tracedJob(tracing)) : handlers, plugin);
  jobs.register(housekeeping(outbox, jobs), 'kernel');
  jobs.register(persons.handlers, 'kernel');
  jobs.register(
    dailyBackups(() => school, { keep: options.backupsKept ?? 0, now, log }),
    'kernel',
  );
  const copying = [...backupsByHand(() => school), ...sweeping({ storage, address, now }, jobs, { id, log })];
  // They open the database by its address, where the simulator's is not to be found: there they end at once.
  jobs.register(simulated ? copying.map(({ job }) => ({ job, run: async () => {} })) : copying, 'kernel');

  const hearing = createHearing([switches, keptSettings], { clock, log });
  const organizations = only(host, organizationSlot);
  /** At the address of the installation the first school answers, whoever may have claimed that name for another. */
  const isInstallation = (hostName: string | undefined) =>
    hostName !== undefined &&
    options.url !== undefined &&
    URL.parse(`http://${hostName}`)?.hostname === new URL(options.url).hostname;
  const organizationFor = (hostName: string | undefined) =>
    runInScope<Promise<string | undefined>>(
      { actor: system, org: undefined, request: 'organization', via: 'kernel' },
      () => organizations.organizationFor(isInstallation(hostName) ? undefined : hostName),
    );
  const audit = createAudit({
    data: database,
    now,
    id,
    recorded: auditLog.wake,
    policy: () => host.fillsOf(auditPolicySlot)[0],
  });
  const pipeline = createPipeline({
    data: database,
    access,
    audit,
    idempotency,
    emitted: (request) => outbox.emitted(request),
    authored: authoredOf(host.mounted, resources),
    hold:
      database.dialect === 'postgres'
        ? (name) => database.rawAll('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
        : undefined,
    digestKey: createSecretKey(schoolKey),
    isOff: (plugin) => hearing.once()?.then(() => isOff(plugin)) ?? isOff(plugin),
    ...(options.strict && { verify: verifyAnswer }),
  });
  const execute = tracing.wanted ? tracedExecute(pipeline, tracing) : pipeline;
  const relay = createRelay({
    events: host.specs.flatMap(({ contract }) => Object.values((contract.events ?? {}) as Record<string, Event>)),
    access,
    log,
    now,
  });
  outbox.overheardBy(relay);
  const { app, openApi } = createFront({
    options,
    host,
    database,
    access,
    execute,
    relay,
    outbox,
    jobs,
    limits,
    organizationLimits,
    maintenance,
    meter,
    metrics,
    switches,
    organizations,
    organizationFor,
    id,
    now,
    log,
  });

  let sharing: ReturnType<typeof shareLimits> | undefined;
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
      ? { en: `sent through ${new URL(options.smtp).host}`, ar: `يُرسل عبر ${new URL(options.smtp).host}` }
      : {
          en: 'kept as files in data/mail, for no SMTP server is set',
          ar: 'يُحفظ ملفات في data/mail، فلا خادم SMTP محددًا',
        },
    directory: options.directory,
    address,
    basePath: options.basePath ?? '',
    meter,
    url: options.url,
    backupsKept: options.backupsKept ?? 0,
    now,
    startedAt: now(),
    switches,
    settings: keptSettings,
    organizations: organizationIds,
    verifyAudit: (org) =>
      runInScope({ actor: system, org, request: 'doctor', via: 'kernel' }, () => auditLog.port.verify()),
    log,
    audit: {
      adopt: auditLog.adopt,
      record: async ({ org, operation, outcome = 'done', kind = null, target = null, facts = {} }) => {
        const here = org ?? (await organizationFor(undefined));
        const scope: Scope = { actor: system, org: here, request: id(), via: 'command-line' };
        return runInScope(scope, () =>
          database.unit(() => audit.record({ operation, outcome, kind, target, facts }, scope)),
        );
      },
    },
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
      await tracing.load();
      await hearing.start();
      await outbox.start();
      await jobs.start();
      auditLog.start();
      if (database.dialect === 'postgres') sharing = shareLimits(database, limits.counter, log);
      upkeep();
    },
    endStreams: relay.end,
    stop(grace = 10_000) {
      stopping ??= (async () => {
        hearing.stop();
        relay.end();
        await jobs.stop(grace);
        await outbox.stop();
        sharing?.stop();
        await meter.stop();
        await tracker.stop();
        await auditLog.stop();
        await cpu.close();
        await outgoing.close();
        await tracing.stop();
        if ('close' in mail && typeof mail.close === 'function') mail.close();
        await database.close();
        owned?.release();
      })();
      return stopping;
    },
  };
  return school;
}

function currentScopeOrThrow(): Scope {
  const scope = currentScope();
  if (!scope) throw new Error('events and jobs belong to a call, and none is running');
  return scope;
}
