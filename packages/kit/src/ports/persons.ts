// One person in every plugin. What happens to a row follows from its `personRef`; this is the door to the machine that does
// it, for the plugin that keeps the accounts, and a slot for what no rule of a column can say.
import { slot } from '../contract/service.ts';

/** Everywhere, or only in the organization of the scope: then tables that belong to no organization are left alone. */
export type PersonReach = 'everywhere' | 'here';

/** What was done in one table. */
export interface PersonChange {
  readonly plugin: string;
  readonly table: string;
  /** As the archive calls such rows; null when they are in no archive. */
  readonly name: string | null;
  /** Rows that went over, were cleared or deleted by their rule. */
  readonly rows: number;
  /** Rows given up for another with the same key. */
  readonly dropped: number;
}
export interface PersonRows {
  readonly plugin: string;
  readonly name: string;
  readonly table: string;
  /** At most a few hundred at a time; the same name may come again. By property, as JSON says it. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** For the plugin that keeps the accounts. Everybody else declares `personRef`. */
export interface PersonsPort {
  /**
   * In a unit of work: all that `from` has becomes `into`'s, by the rules of the columns. What was under way for `from`
   * (events, jobs, a request that began before) follows within minutes.
   */
  merge(from: string, into: string, reach: PersonReach): Promise<readonly PersonChange[]>;
  /** In a unit of work. What was under way follows within minutes. */
  erase(id: string, reach: PersonReach): Promise<readonly PersonChange[]>;
  /** Never in a unit of work. @param ids the person's, and those of accounts that were merged into it */
  export(ids: readonly string[], reach: PersonReach): AsyncIterable<PersonRows>;
}

/** Called in each organization in turn, in the unit of work that merges, before the rules of the columns are followed. */
export interface PersonPart {
  /** Makes way where the rows of the two would stand at the same place: numbers attempts anew, for one. */
  readonly merging: (from: string, into: string) => Promise<void>;
}
export const personPartSlot = slot<PersonPart>('kernel.person-part', 'Makes way when two accounts become one');
