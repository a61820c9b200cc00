import { id, personRef, tenantTable, text, time } from '@lectern/kit';

/** A team is a resource: roles can be given on it, and on everything below it. */
export const teams = tenantTable(
  'teams',
  {
    id: id(),
    name: text().notNull(),
    parent: text(),
    createdAt: time().notNull(),
  },
  { indexes: [{ on: ['org', 'name', 'id'] }, { on: ['parent'] }] },
);

export const teamMembers = tenantTable(
  'team_members',
  {
    team: text().notNull(),
    userId: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'teams' }).notNull(),
    joinedAt: time().notNull(),
  },
  { key: ['team', 'userId'], indexes: [{ on: ['org', 'userId'] }], references: { team: [teams, 'id'] } },
);
