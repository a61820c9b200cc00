// Column types that mean the same on SQLite and Postgres. Codecs accept what either driver returns.
import { customType, doublePrecision, integer, text } from 'drizzle-orm/pg-core';

export { integer, text };
/** IEEE double. Not for money or points that are added up: see `money` and `decimal`. */
export const real = doublePrecision;

/** UUIDv7 of an entity, given by `ctx.id()`: sorts by time of creation, so inserts append to the index. */
export const id = () => text().primaryKey();

export const boolean = customType<{ data: boolean; driverData: unknown }>({
  dataType: () => 'boolean',
  toDriver: (value) => (value ? 1 : 0),
  fromDriver: (value) => value === 1 || value === true,
});

/** A moment in UTC, to the millisecond. SQLite keeps ISO 8601 text, which sorts as time. */
export const time = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  toDriver: (value) => value.toISOString(),
  // Postgres says `0999-01-01 08:00:00+00`, of which V8 makes another year: only ISO 8601 is read the same everywhere.
  fromDriver: (value) => new Date(value.endsWith('+00') ? `${value.slice(0, 10)}T${value.slice(11, -3)}Z` : value),
});

const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => (typeof value === 'string' ? JSON.parse(value) : value),
});
export const json = <T>() => jsonText().$type<T>();

const scaled = customType<{ data: number; driverData: unknown; config: { scale: number } }>({
  dataType: () => 'bigint',
  toDriver: (value) => value,
  fromDriver: Number,
});
/** Whole numbers to 2^53: bytes, sequence numbers. */
export const bigint = () => scaled();

/**
 * An amount of money in minor units (cents); its currency (ISO 4217) is a column of its own.
 * Integers add up exactly in both databases, where NUMERIC of Postgres has no twin in SQLite.
 */
export const money = () => scaled();

/**
 * A decimal with a fixed number of places, kept as a scaled integer: `decimal(4)` keeps 0.1 as 1000.
 * Sums and comparisons in SQL are exact on both databases; a sum read back needs the same scale.
 */
export const decimal = (places: number) => {
  const factor = 10 ** places;
  return customType<{ data: number; driverData: unknown }>({
    dataType: () => 'bigint',
    toDriver: (value) => {
      const whole = Math.round(value * factor);
      if (!Number.isSafeInteger(whole)) throw new RangeError(`${value} does not fit a decimal with ${places} places`);
      return whole;
    },
    fromDriver: (value) => Number(value) / factor,
  })();
};

/**
 * What becomes of a row when two accounts are made one, when a person is erased, and when a person asks for their data.
 * Docs: decisions/018.
 */
export interface PersonRules {
  /**
   * The row of the account that goes
   * - `move`: goes to the account that stays. When a key or unique index holds the person, see `PersonPart.merging`;
   * - `keep-target`: likewise, but where the account that stays has a row with the same key, that one is kept;
   * - `{ best }`: of two rows with the same key the first in this order is kept: what stands behind `order by`, over
   *   columns of the table as SQL calls them, in words both dialects understand;
   * - `delete`: goes with its account (sessions, keys: what opened the one does not open the other);
   * - `keep`: stays as it was written, for it is sealed or means nothing by itself. The id it holds is an alias then.
   */
  readonly onMerge: 'move' | 'keep-target' | 'delete' | 'keep' | { readonly best: string };
  /**
   * The row goes (`delete`), stays without a person (`clear`), or keeps an id that names nobody any more (`pseudonym`: an
   * id is random, and nothing is left that leads from it to a person).
   */
  readonly onErase: 'delete' | 'clear' | 'pseudonym';
  /** Whether the row is in the archive of a person's data, and under which name. Columns called hash, secret or token are left out. */
  readonly onExport: false | string;
}
/** Column builders that hold a person, with what must happen to their rows; `table` moves this to the table's record. */
export const personRules = new WeakMap<object, PersonRules>();

/**
 * A column that holds the id of a person. What merge, erasure and export must do follows from the column, so no plugin
 * writes it again; a bare user id in a column without these rules fails the plugin test.
 */
export function personRef(rules: PersonRules) {
  if (rules.onMerge === 'keep' && rules.onErase !== 'pseudonym')
    throw new Error(
      "personRef: onMerge 'keep' is for rows that mean nothing by themselves, whose onErase is 'pseudonym'",
    );
  const column = text();
  personRules.set(column, rules);
  return column;
}

/** Column builders that name an object in storage; `table` moves this to the table's record. */
export const fileRefs = new WeakSet<object>();

/**
 * A column that holds the digest of an object in storage. As long as a row names it here the object is kept; what no such
 * column of any table names is removed from storage after a day or two, so a digest in an ordinary column keeps nothing.
 */
export function fileRef() {
  const column = text();
  fileRefs.add(column);
  return column;
}
