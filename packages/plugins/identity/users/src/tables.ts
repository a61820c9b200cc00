import { boolean, fileRef, id, json, personRef, table, tenantTable, text, time } from '@lectern/kit';
import type { Account, Field } from './contract.ts';

/** People belong to no organization: a membership ties them to it (plugin organizations). */
export const users = table(
  'users',
  {
    // The account itself is the first row that holds the person.
    id: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'account' }).primaryKey(),
    name: text().notNull(),
    /** See `sortKeyOf`. */
    sortKey: text().notNull(),
    /** Lower-case. */
    email: text().notNull(),
    locale: text(),
    timeZone: text(),
    /** Null is none, here and below. */
    bio: text(),
    links: json<Account['links']>(),
    picture: fileRef(),
    createdAt: time().notNull(),
  },
  {
    indexes: [{ on: ['email'], unique: true }, { on: ['sortKey', 'id'] }],
    search: ['name', 'email'],
    travels: { as: 'people' },
  },
);

/** What an organization wants to know of its people: see `contract/fields.ts`. */
export const fields = tenantTable(
  'person_fields',
  {
    id: id(),
    key: text().notNull(),
    type: text().$type<Field['type']>().notNull(),
    label: text().notNull(),
    hint: text().notNull(),
    required: boolean().notNull(),
    min: text(),
    max: text(),
    choices: json<string[]>().notNull(),
    visibleTo: text().$type<Field['visibleTo']>().notNull(),
    editors: text().$type<Field['editors']>().notNull(),
    /** Fractional. */
    position: text().notNull(),
  },
  { indexes: [{ on: ['org', 'key'], unique: true }, { on: ['org', 'position', 'id'] }] },
);

/** Canonical text, never empty: what is empty has no row. */
export const fieldValues = tenantTable(
  'person_field_values',
  {
    user: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'fields' }).notNull(),
    field: text().notNull(),
    value: text().notNull(),
  },
  {
    key: ['org', 'user', 'field'],
    indexes: [{ on: ['org', 'field', 'value', 'user'] }, { on: ['field'] }],
    references: { field: [fields, 'id'] },
  },
);

/** Why somebody is suspended or removed, until they are let in again; that they are, their membership says. */
export const departures = tenantTable(
  'departures',
  {
    user: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'departures' }).notNull(),
    reason: text().notNull(),
    by: personRef({ onMerge: 'move', onErase: 'clear', onExport: false }),
  },
  { key: ['org', 'user'] },
);
