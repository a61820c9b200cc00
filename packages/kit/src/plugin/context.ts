// All that a plugin reaches: its data, its declared needs, and the kernel's offers. Nothing else.
import type { z } from 'zod';
import type { Permission } from '../contract/contract.ts';
import type { Event } from '../contract/event.ts';
import type { ServiceRef, Slot } from '../contract/service.ts';
import type { Data } from '../data/data.ts';
import type { Range, Resources, Visible } from '../kernel/resources.ts';
import type { Scope } from '../kernel/scope.ts';
import type { AuditPort } from '../ports/audit.ts';
import type { MailPort } from '../ports/mail.ts';
import type { OutgoingPort } from '../ports/outgoing.ts';
import type { PersonsPort } from '../ports/persons.ts';
import type { SettingsPort } from '../ports/settings.ts';
import type { StoragePort } from '../ports/storage.ts';
import type { TenantsPort } from '../ports/tenants.ts';
import type { EnqueueOptions, Job, JobState } from './jobs.ts';

export type Needs = Readonly<Record<string, ServiceRef<unknown>>>;
export type Resolved<N extends Needs> = { readonly [K in keyof N]: N[K] extends ServiceRef<infer T> ? T : never };

export interface Logger {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

/**
 * For addresses that open without a session: HMAC-SHA-256 (RFC 2104) as base64url, with a key of this plugin that is
 * derived from the school's. Machines that serve one school share the file of that key.
 */
export interface Signatures {
  sign(text: string): string;
  /** In constant time. */
  isSigned(text: string, signature: string): boolean;
}

/**
 * For what has to be read again and must not lie open in the database or a backup: secrets of other systems, seeds of second
 * factors. Sealed with a key of this plugin that is derived from the school's; what is only compared is hashed instead.
 */
export interface Secrets {
  /** @param about what it belongs to, such as the id of its row: it opens nowhere else. @returns text for a column */
  seal(text: string, about: string): string;
  /** @returns undefined when it was sealed with another school's key, about something else, or was changed since */
  open(sealed: string, about: string): string | undefined;
}

export interface Context<N extends Needs = Needs, Settings = unknown> {
  readonly plugin: string;
  readonly needs: Resolved<N>;
  /**
   * Of the installation: the default, lms.config.ts, what its owner set, the environment, each above the one before. It answers
   * with what holds now: read it where the value is used, never while the plugin is made.
   */
  readonly settings: Settings;
  /** `settings` as they hold in the organization of the scope; see `organizationSettings`. Exact on every request. */
  settingsHere(): Promise<Settings>;
  readonly data: Data;
  readonly resources: Resources;
  readonly storage: StoragePort;
  readonly mail: MailPort;
  /** Requests to other servers. */
  readonly fetch: OutgoingPort;
  readonly audit: AuditPort;
  readonly persons: PersonsPort;
  readonly tenants: TenantsPort;
  readonly organizationSettings: SettingsPort;
  readonly log: Logger;
  /** The kernel's clock: tests move it. */
  now(): Date;
  /** A new UUIDv7 (RFC 9562). */
  id(): string;
  scope(): Scope;
  readonly signatures: Signatures;
  readonly secrets: Secrets;
  /** In the current unit of work: the event is there if and only if the unit commits. */
  emit<Payload extends z.ZodType>(event: Event<Payload>, payload: z.input<Payload>): Promise<void>;
  /** In the current unit of work if there is one. @returns the job's id */
  enqueue<Payload extends z.ZodType>(
    job: Job<Payload>,
    payload: z.input<Payload>,
    options?: EnqueueOptions,
  ): Promise<string>;
  readonly jobs: {
    find(id: string): Promise<JobState | undefined>;
    cancel(id: string): Promise<boolean>;
  };
  /** A behaviour event for analytics: cheap, buffered, may be lost in a crash. Facts are ids and numbers, never text of people. */
  track(name: string, facts: Readonly<Record<string, string | number | boolean>>): void;
  /** Every permission that a loaded plugin declares. */
  readonly permissions: readonly (Permission & { readonly name: string; readonly plugin: string })[];
  /** What other plugins put into a slot, in load order. */
  fills<T>(slot: Slot<T>): readonly T[];
  /** Whether the current actor may, on a resource or on the organization. */
  can(permission: string, on?: string): Promise<boolean>;
  /** Where on the resource tree the current actor has the permission: a parameter for `powers.within`. */
  visible(permission: string): Promise<readonly Range[]>;
  /**
   * Which things of a type the current actor has the permission on, for a `visibleQuery`. Of a type whose things do not lie
   * in each other: a course is in no course.
   */
  visibleOf(type: string, permission: string): Promise<Visible>;
  /**
   * What somebody may do changed: holds on their next request, on every node. In the unit that changes it. With the id of
   * an organization it is everybody who is in it, and with `wholeInstallation` everybody: one row, however many they are.
   */
  permissionsChanged(of: string): Promise<void>;
  /** A function of a module run on the thread pool, for CPU work: `cpu(import.meta.resolve('./hash.ts'), 'digest', input)`. */
  cpu<Result>(module: string, name: string, input: unknown): Promise<Result>;
}
