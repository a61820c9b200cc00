// What a school may decide for itself, of what plugins let an owner set: it holds for the school and all below it.
import { z } from 'zod';
import { slot } from '../contract/service.ts';

/** The same in every language that the screens speak, by language tag (BCP 47). English stands in for what is missing. */
export type Words = { readonly en: string } & Readonly<Record<string, string>>;
/** How people read a setting. */
export interface SettingWords {
  readonly title: Words;
  readonly hint?: Words;
  /** Of an enum, by its values. */
  readonly options?: Readonly<Record<string, Words>>;
}
/**
 * Marks a property of a plugin's settings as one that organizations may set, each for itself and those below:
 * `z.boolean().default(false).register(organizationSettings, { title: { en: 'Quiet hours' } })`. It is true or false, a
 * number, a text or one of several, and is judged alone: no rule of the whole object may speak of it. It is read by
 * `ctx.settingsHere()`.
 */
export const organizationSettings = z.registry<SettingWords>();

/**
 * How people read a setting that only the whole installation has, such as the folder of a program. Without it its name and
 * what `describe` says stand there. `secret`: it is sealed where it is kept and shown to nobody. `machine`: it names a program or a
 * folder of the machine, and whoever sets it in a browser would run what they like there: only the file and the environment say it.
 */
export const installationSettings = z.registry<SettingWords & { readonly secret?: true; readonly machine?: true }>();

export type SettingValue = boolean | number | string;
/** Of the whole installation also a list of texts. */
export type InstallationValue = SettingValue | readonly string[];

/** What one organization says of one setting. */
export interface SettingRow {
  readonly organization: string;
  readonly plugin: string;
  readonly key: string;
  /** Null where it only locks what comes from above. Of what only the installation has the root's is heard. */
  readonly value: InstallationValue | null;
  /** What holds here holds for all below. */
  readonly locked: boolean;
}
/** What is set in one organization; null lets hold again what comes from above. */
export interface SettingWrite {
  readonly plugin: string;
  readonly key: string;
  readonly value: InstallationValue | null;
  /** The change that this one takes back. */
  readonly undoes?: string | undefined;
}
export interface SettingChange {
  readonly id: string;
  readonly plugin: string;
  readonly key: string;
  /** Null: what comes from above held. */
  readonly from: InstallationValue | null;
  readonly to: InstallationValue | null;
  readonly at: Date;
  /** Null for the system, and for who was erased. */
  readonly by: string | null;
  readonly undoes: string | null;
}
/** Who keeps the tree of organizations keeps what they set. */
export interface SettingsSource {
  /**
   * Another text after every change of a row or of the tree, in the unit that makes it, and never one that was there before
   * (a count would be: a unit that is rolled back gives its number to the next). Asked on every reading of a setting.
   */
  version(): Promise<string>;
  /** Of an organization and all above it, the root's first. */
  rowsFor(organization: string): Promise<readonly SettingRow[]>;
  /** The organization whose rows also say what holds for the whole installation; undefined before there is one. */
  root(): Promise<string | undefined>;
  /** In a unit of work, in the scope of the organization: its row, and a line of its history. Judged by who calls. */
  write(change: SettingWrite): Promise<void>;
  /** Of the organization of the scope, latest first. */
  history(filter: SettingHistoryFilter): Promise<readonly SettingChange[]>;
}
export interface SettingHistoryFilter {
  readonly id?: string | undefined;
  readonly plugin?: string | undefined;
  readonly key?: string | undefined;
  /** Older than this change. */
  readonly before?: string | undefined;
  readonly limit: number;
}
export const settingsSlot = slot<SettingsSource>('kernel.settings', 'Says what organizations have set for themselves');

export interface DeclaredSetting {
  readonly plugin: string;
  readonly key: string;
  readonly words: SettingWords;
  /** JSON Schema (2020-12) of its value. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** @returns what is wrong with a value; undefined when it is right */
  faultOf(value: unknown): string | undefined;
}
export interface SettledSetting {
  readonly setting: DeclaredSetting;
  readonly value: SettingValue;
  /** `installation`: lms.config.ts. */
  readonly from: 'default' | 'installation' | 'environment' | { readonly organization: string };
  /** The first from the root that locks it; it may be the organization itself. `environment` wins over all of them. */
  readonly lockedBy: string | undefined;
}
export interface SettingsPort {
  /** Of every loaded plugin. */
  readonly declared: readonly DeclaredSetting[];
  /** What holds in the organization of the scope, in the order of `declared`. */
  settled(): Promise<readonly SettledSetting[]>;
}
