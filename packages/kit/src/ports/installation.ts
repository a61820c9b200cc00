// What the kernel lets one plugin see and do that looks after the whole installation: all organizations, the machine, the
// other plugins. It is a service like any other: whoever wants it names it in `needs`, and so in its surface.
import { service } from '../contract/service.ts';
import type { Health } from '../plugin/health.ts';
import type { JobState } from '../plugin/jobs.ts';
import type { InstallationValue, SettingChange, SettingHistoryFilter, SettingWords, Words } from './settings.ts';

export interface HealthCheck extends Health {
  /** `disk`, `plugin video`. */
  readonly name: string;
  readonly title: Words;
}

export interface InstallationFacts {
  readonly version: string;
  readonly node: string;
  readonly system: string;
  /** Of this process, in bytes. */
  readonly memory: number;
  readonly upSince: Date;
  readonly database: 'sqlite' | 'postgres';
  readonly jobs: 'table' | 'pg-boss';
  readonly directory: string;
}

export interface InstalledPlugin {
  readonly id: string;
  readonly summary: string;
  readonly version: string | null;
  readonly state: 'on' | 'off';
  readonly off: { readonly since: Date; readonly by: string | null } | null;
  /** A school cannot be without it. */
  readonly essential: boolean;
  /** Ids of plugins; those it can do without are not among them. */
  readonly needs: readonly string[];
  readonly neededBy: readonly string[];
  readonly operations: number;
  /** It may see and change the whole installation. */
  readonly privileged: boolean;
}

export interface InstallationSetting {
  readonly plugin: string;
  readonly key: string;
  readonly words: SettingWords;
  /** What it is asked with; `parts`: it has parts of its own and is written in lms.config.ts. */
  readonly kind: 'yes-no' | 'number' | 'text' | 'choice' | 'list' | 'parts';
  /** JSON Schema (2020-12) of its value. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What holds; null where nothing is set, where it is secret, and where it has parts. */
  readonly value: InstallationValue | null;
  readonly isSet: boolean;
  readonly secret: boolean;
  /** It names something on the machine, and is set there: see `installationSettings`. */
  readonly machine: boolean;
  /** `here`: in the database, by somebody. */
  readonly from: 'default' | 'file' | 'environment' | 'here';
  /** The variable of the environment that would say it. */
  readonly variable: string;
  /** Schools below may decide otherwise. */
  readonly schoolsDecide: boolean;
}
export interface InstallationSettings {
  all(): Promise<readonly InstallationSetting[]>;
  /** In a unit, in the scope of the root. Holds at once here, and in other processes within a second. */
  set(plugin: string, key: string, value: InstallationValue): Promise<InstallationSetting>;
  unset(plugin: string, key: string): Promise<InstallationSetting>;
  /** Secrets are null in it. */
  history(filter: SettingHistoryFilter): Promise<readonly (SettingChange & { readonly secret: boolean })[]>;
  /** Sets what was before a change, unless it was changed again since. */
  undo(change: string): Promise<InstallationSetting>;
}

/** Why something failed, as far as the words of the error tell. */
export type Why =
  | 'disk-full'
  | 'unreachable'
  | 'refused-by-other'
  | 'no-permission'
  | 'process-lost'
  | 'not-understood'
  | 'missing'
  | 'too-slow'
  | 'program-missing'
  | 'unknown';
export interface Work extends JobState {
  /** `event`: a plugin could not take what happened. */
  readonly kind: 'job' | 'event';
  readonly queue: string;
  readonly title: Words;
  readonly plugin: string;
  readonly org: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly runAt: Date;
  readonly finishedAt: Date | null;
  /** What its data names: types of the resource tree, or what the property is called (`media` of `mediaId`). */
  readonly about: readonly { readonly type: string; readonly id: string }[];
  readonly why: Why | null;
}
export interface WorkFilter {
  readonly state?: JobState['state'] | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}
export interface QueueState {
  readonly queue: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  /** Since when the first of those that wait could have started. */
  readonly since: Date | null;
}
export interface InstallationWork {
  queues(): Promise<readonly QueueState[]>;
  /** Latest first; with `failed` also events that were given up. */
  list(filter: WorkFilter): Promise<readonly Work[]>;
  /** Of a job, or of an event that was given up, which is delivered now. @returns false when there is nothing to retry */
  retry(id: string): Promise<boolean>;
  cancel(id: string): Promise<boolean>;
}

export interface StorageUse {
  /** Bytes of stored files, each counted once for everybody who names it. */
  readonly byPlugin: readonly { readonly plugin: string; readonly objects: number; readonly bytes: number }[];
  readonly byOrganization: readonly { readonly org: string | null; readonly objects: number; readonly bytes: number }[];
  readonly objects: number;
  readonly bytes: number;
  readonly database: number;
  /** Of the disk of the school folder. */
  readonly free: number;
  readonly total: number;
  /** That nothing names: removed by themselves in a day or two. Null when it cannot be told. */
  readonly unused: { readonly objects: number; readonly bytes: number } | null;
  readonly countedAt: Date;
}
export interface KeptBackup {
  readonly name: string;
  readonly madeAt: Date;
  readonly rows: number;
  readonly objects: number;
  readonly bytes: number;
  readonly dialect: 'sqlite' | 'postgres';
}
export interface LoggedError {
  readonly at: Date;
  readonly message: string;
  /** `courses.publish`, and what it does. */
  readonly operation: string | null;
  readonly doing: string | null;
  readonly plugin: string | null;
  readonly request: string | null;
  readonly error: string | null;
  readonly why: Why;
}

/** Asked and told in the scope of a call of somebody who may: whoever offers it to people guards it. */
export interface Installation {
  /** Looked at now: what `lms doctor` says. Outside a unit. */
  checks(): Promise<readonly HealthCheck[]>;
  facts(): InstallationFacts;
  plugins(): Promise<readonly InstalledPlugin[]>;
  /** In a unit. `withDependents` switches those off too that need it. @returns ids that were switched off */
  turnOff(plugin: string, how?: 'withDependents'): Promise<readonly string[]>;
  /** In a unit. With all that it needs. @returns ids that were switched on */
  turnOn(plugin: string): Promise<readonly string[]>;
  readonly settings: InstallationSettings;
  readonly work: InstallationWork;
  /** Counted at most every five minutes. Outside a unit. */
  storage(): Promise<StorageUse>;
  backups(): Promise<readonly KeptBackup[]>;
  /** In a unit. @returns the id of the job that makes it, or of the one that is at it already */
  backUp(): Promise<string>;
  /** In a unit. @returns the id of the job that looks for files nothing names; they go a day later */
  sweep(): Promise<string>;
  /** From the log of the school folder, latest first. Outside a unit. */
  errors(limit: number): Promise<readonly LoggedError[]>;
}
export const installationService = service<Installation>('kernel.installation');
