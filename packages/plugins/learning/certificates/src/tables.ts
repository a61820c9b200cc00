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
  },
  {
    indexes: [
      { on: ['org', 'course', 'user'], unique: true },
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
