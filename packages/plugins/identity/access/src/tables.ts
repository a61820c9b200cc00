import { personRef, tenantTable, text, time } from '@lectern/kit';
import type { Role } from './contract.ts';

export const assignments = tenantTable(
  'role_assignments',
  {
    userId: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'roles' }).notNull(),
    role: text().$type<Role>().notNull(),
    /** A resource, or the organization itself for all of it. Its path is joined, so that moving a course moves the rights in it. */
    on: text().notNull(),
    givenAt: time().notNull(),
  },
  { key: ['org', 'userId', 'role', 'on'], indexes: [{ on: ['org', 'on', 'role'] }] },
);
