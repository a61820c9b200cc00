// What every page needs: the names of screens in menus. The rest is in words/, loaded where the log is read.
import { registerMessages } from '@lectern/ui';

export const t = registerMessages('audit', {
  en: {
    group: 'School',
    log: 'Audit log',
    entry: 'Entry of the log',
    seal: 'Is the log whole?',
    report: 'Report of a period',
    keeping: 'How long the log is kept',
    story: 'Timeline',
  },
  ar: {
    group: 'المدرسة',
    log: 'سجل الأعمال',
    entry: 'قيد من السجل',
    seal: 'هل السجل كامل؟',
    report: 'تقرير عن مدة',
    keeping: 'مدة حفظ السجل',
    story: 'المسار',
  },
});
