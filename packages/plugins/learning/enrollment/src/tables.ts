import { personRef, tenantTable, text, time } from '@lectern/kit';

export const enrollments = tenantTable(
  'enrollments',
  {
    course: text().notNull(),
    user: personRef({ onMerge: { best: 'enrolled_at' }, onErase: 'delete', onExport: 'enrollments' }).notNull(),
    enrolledAt: time().notNull(),
  },
  { key: ['org', 'course', 'user'], indexes: [{ on: ['org', 'user', 'enrolledAt'] }] },
);
