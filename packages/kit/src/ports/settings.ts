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

export type SettingValue = boolean | number | string;

/** What one organization says of one setting. */
export interface SettingRow {
  readonly organization: string;
  readonly plugin: string;
  readonly key: string;
  /** Null where it only locks what comes from above. */
  readonly value: SettingValue | null;
  /** What holds here holds for all below. */
  readonly locked: boolean;
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
  readonly from: 'default' | 'installation' | { readonly organization: string };
  /** The first from the root that locks it; it may be the organization itself. */
  readonly lockedBy: string | undefined;
}
export interface SettingsPort {
  /** Of every loaded plugin. */
  readonly declared: readonly DeclaredSetting[];
  /** What holds in the organization of the scope, in the order of `declared`. */
  settled(): Promise<readonly SettledSetting[]>;
}
