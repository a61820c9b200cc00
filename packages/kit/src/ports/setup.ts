// The first steps of a new school, by whichever plugins keep its people and its name.
import { slot } from '../contract/service.ts';

export interface FirstSteps {
  readonly schoolName: string;
  readonly locale?: string | undefined;
  /** Makes this person the owner, who can sign in at once. */
  readonly owner?: { readonly name: string; readonly email: string; readonly password: string } | undefined;
}
export interface Setup {
  /** Outside any organization, for there may be none yet. Twice is once. */
  prepare(first: FirstSteps): Promise<void>;
  /** The path of a one-time link that makes whoever opens it the owner; undefined when the school has an owner. */
  ownerLink(): Promise<string | undefined>;
}
export const setupSlot = slot<Setup>('kernel.setup', 'Makes a new school and its owner');
