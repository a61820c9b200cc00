import type { Translation } from '@lectern/ui';
import type { english } from './english.ts';

export const arabic: Translation<typeof english> = {
  contents: 'المحتويات',
  'of-lessons': 'الدرس {place} من {count}',
  'part-lesson': 'القسم {part}، الدرس {lesson}',
  'of-short': '{place} / {count}',
  reading: {
    zero: 'قراءة أقل من دقيقة',
    one: 'قراءة دقيقة',
    two: 'قراءة دقيقتين',
    few: 'قراءة {count} دقائق',
    many: 'قراءة {count} دقيقة',
    other: 'قراءة {count} دقيقة',
  },
  'where-you-were': 'عدت إلى حيث توقفت',
  reopen: 'لم أنهه بعد',
  copy: 'انسخ',
  copied: 'نُسخ',
  'finished-word': '، مكتمل',
  looks: 'مظهر الصفحة',
  smaller: 'نص أصغر',
  larger: 'نص أكبر',
  progress: 'التقدم في الدورة',
  finish: 'أنهيتُ الدرس',
  finished: 'مكتمل',
  before: 'السابق',
  next: 'التالي',
  pager: 'الدرس السابق والتالي',
  'my-learning': 'دوراتي',
  'the-end': 'كان هذا آخر درس',
  'to-course': 'عودة إلى الدورة',
};
