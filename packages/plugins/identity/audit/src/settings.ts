import { organizationSettings } from '@lectern/kit';
import { z } from 'zod';

export const auditSettings = z.object({
  keepDays: z
    .number()
    .int()
    .min(0)
    .max(36_500)
    .refine((days) => days === 0 || days >= 30, 'At least 30 days, or 0 to keep all of it')
    .default(0)
    .describe('Entries of the log older than so many days are removed; 0 keeps all of it')
    .register(organizationSettings, {
      title: { en: 'Days the log is kept', ar: 'عدد أيام حفظ السجل' },
      hint: {
        en: '0 keeps all of it. What a legal hold names stays longer.',
        ar: 'الصفر يحفظه كله. وما شمله حفظ قانوني يبقى أطول.',
      },
    }),
  addresses: z
    .enum(['network', 'whole', 'none'])
    .default('network')
    .describe('What the log keeps of where a call came from')
    .register(organizationSettings, {
      title: { en: 'Where a call came from, in the log', ar: 'مصدر الطلب في السجل' },
      options: {
        network: { en: 'The network: enough to tell places apart', ar: 'الشبكة: ما يكفي للتمييز بين الأماكن' },
        whole: { en: 'The whole address', ar: 'العنوان كاملًا' },
        none: { en: 'Nothing', ar: 'لا شيء' },
      },
    }),
});
export type AuditSettings = z.output<typeof auditSettings>;
