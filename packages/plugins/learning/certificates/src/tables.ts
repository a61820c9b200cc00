import { boolean, id, integer, personRef, tenantTable, text, time } from '@lectern/kit';

/** What a certificate says is kept as it was said: a name, a title or a school that changes later changes nothing. */
export const certificates = tenantTable(
  'certificates',
  {
    id: id(),
    number: text().notNull(),
    course: text().notNull(),
    user: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'certificates' }).notNull(),
    name: text().notNull(),
    title: text().notNull(),
    /** The name that stands for the course. */
    signature: text().notNull(),
    language: text().notNull(),
    school: text().notNull(),
    brandHue: integer().notNull(),
    completedAt: time().notNull(),
    issuedAt: time().notNull(),
    revokedAt: time(),
    /** Of an account that was made one with another, which has a certificate of this course itself. Both numbers hold. */
    beside: boolean().notNull(),
  },
  {
    indexes: [
      { on: ['org', 'course', 'user'], unique: true, where: 'not beside' },
      { on: ['number'], unique: true },
      { on: ['org', 'user'] },
    ],
  },
);

export const certificateRules = tenantTable(
  'certificate_rules',
  { course: text().notNull(), onCompletion: boolean().notNull() },
  { key: ['org', 'course'] },
);
