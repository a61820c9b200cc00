// What a school is made from, and what it is once it runs.
import type { Actor, AuditKind, AuditVerdict, MailPort, Plugin, StoragePort, Words } from '@lectern/kit';
import type { Hono } from 'hono';
import type { Database } from './data/database.ts';
import type { Outbox } from './events/outbox.ts';
import type { Meter } from './gateway/meter.ts';
import type { Pages } from './http/site-app.ts';
import type { TimeLimits, Transport } from './http/transport.ts';
import type { Clock } from './jobs/clock.ts';
import type { JobsPort } from './jobs/port.ts';
import type { KeptSettings } from './kernel/settings/installation.ts';
import type { RootLogger } from './log/log.ts';
import type { Migrated } from './schema/apply.ts';
import type { Switches } from './switches/switches.ts';
import type { Host } from './wiring/host.ts';

export interface ServerOptions {
  readonly plugins: readonly Plugin[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables LECTERN_*; those that name a setting of a plugin (LECTERN_AUTH_SECOND_FACTOR) win over all else that does. */
  readonly environment?: Readonly<Record<string, string>>;
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
  /** Where else pages may call the API from (CORS): with a token, never with a cookie. */
  readonly origins?: readonly string[];
  /** Hosts in a private network, or speaking plain http, that the school may call; others of the kind are refused. */
  readonly privateHosts?: readonly string[];
  /** By origin, what is called in its place: `https://appleid.apple.com` played on this machine. For tests. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** `pg-boss` needs Postgres, and a role that may create the schema `pgboss` or owns it; the school's own table when absent. */
  readonly jobs?: 'table' | 'pg-boss';
  /** A backup every night, and how many of them stay; none when absent or 0. */
  readonly backupsKept?: number;
  /** Over the network, for each person and each visitor's address; no limit when absent or 0. */
  readonly requestsPerMinute?: number;
  /** Over the network, for all of an organization together; no limit when absent or 0. */
  readonly organizationRequestsPerMinute?: number;
  /** In milliseconds; 20 s for a JSON body and 30 s for an answer unless said. */
  readonly timeLimits?: Partial<TimeLimits>;
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
  /** Where mail goes. */
  readonly mailsTo: Words;
  /** The school folder. */
  readonly directory: string;
  /** Of the database: a file, or `postgres://...`. */
  readonly address: string;
  readonly basePath: string;
  /** The address people type, where it is set. */
  readonly url: string | undefined;
  readonly backupsKept: number;
  readonly now: () => Date;
  readonly startedAt: Date;
  readonly switches: Switches;
  readonly settings: KeptSettings;
  /** Ids of all of them, outside any scope. */
  organizations(): Promise<readonly string[]>;
  verifyAudit(org: string): Promise<Pick<AuditVerdict, 'verified' | 'fault'>>;
  readonly log: RootLogger;
  /** Writes what was counted of requests since the last ten seconds. */
  readonly meter: Pick<Meter, 'flush'>;
  readonly audit: {
    /**
     * What is done past every operation, by who owns the machine: an archive that was written, a backup that was restored. In
     * a unit of its own, or in the one that is open.
     */
    record(entry: {
      /** The first school of the installation when absent. */
      readonly org?: string;
      /** As an operation would be called: `organizations.export`. */
      readonly operation: string;
      readonly outcome?: string;
      readonly kind?: AuditKind | null;
      readonly target?: string | null;
      /** Ids and digests, no names. */
      readonly facts?: Readonly<Record<string, string>>;
    }): Promise<void>;
    /** In a unit of work: logs that another school signed are this one's from here on; of one organization, or of all. */
    adopt(org?: string): Promise<void>;
  };
  /** Work as the kernel itself, or as a given actor, in the organization (the only one by default). */
  inside<T>(work: () => Promise<T>, as?: { readonly actor?: Actor; readonly org?: string }): Promise<T>;
  openApi(server: string): Record<string, unknown>;
  /** Brings the database up to the plugins. Of several starting processes one does, the others wait. */
  migrate(options?: { readonly dryRun?: boolean; readonly backup?: () => Promise<string> }): Promise<Migrated>;
  /** Events, jobs and upkeep begin. Requests are answered without it. */
  start(): Promise<void>;
  /** Ends answers that would never end by themselves (/api/realtime); before a port is closed. */
  endStreams(): void;
  /** Finishes what was accepted, then closes everything. Twice is once. */
  stop(graceMilliseconds?: number): Promise<void>;
}
