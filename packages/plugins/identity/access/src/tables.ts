import { boolean, id, json, personRef, tenantTable, text, time } from '@lectern/kit';

/** Roles that a school makes for itself; the built-in ones are what permissions say of themselves. */
export const roles = tenantTable(
  'roles',
  {
    /** Readable, made from the first name: it is written in commands and files. */
    id: text().notNull(),
    name: text().notNull(),
    summary: text().notNull(),
    permissions: json<readonly string[]>().notNull(),
    /** Another with every change: what a process remembers of the role is compared with it. */
    version: text().notNull(),
    changedAt: time().notNull(),
  },
  { key: ['org', 'id'], indexes: [{ on: ['org', 'name'], unique: true }] },
);

/** Of two accounts that become one: what holds longer. */
const holdsLonger = 'case when until is null then 0 else 1 end, until desc, given_at';

/** What was given or denied to a person or a team, one of which is there. */
export const assignments = tenantTable(
  'role_assignments',
  {
    id: id(),
    userId: personRef({ onMerge: { best: holdsLonger }, onErase: 'delete', onExport: 'roles' }),
    team: text(),
    kind: text().$type<'role' | 'permission'>().notNull(),
    /** Id of the role, or name of the permission. */
    gives: text().notNull(),
    effect: text().$type<'allow' | 'deny'>().notNull(),
    /** A resource, or the organization itself for all of it. Its path is joined, so that moving a course moves the rights in it. */
    on: text().notNull(),
    /** Of the organization: in all below it too. */
    below: boolean().notNull(),
    from: time(),
    until: time(),
    givenBy: personRef({ onMerge: 'move', onErase: 'clear', onExport: false }),
    givenAt: time().notNull(),
  },
  {
    indexes: [
      // Where one of the two is null it is never met: nulls differ.
      { on: ['org', 'userId', 'gives', 'on', 'effect'], unique: true },
      { on: ['org', 'team', 'gives', 'on', 'effect'], unique: true },
      { on: ['org', 'on', 'gives'] },
      { on: ['org', 'gives'] },
      { on: ['org', 'givenBy'] },
    ],
  },
);
