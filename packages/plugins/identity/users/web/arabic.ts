import type { Translation } from '@lectern/ui';
import type { english } from './english.ts';

export const arabic: Translation<typeof english> = {
  account: 'حسابك',
  people: 'الأشخاص',
  fields: 'حقول الملف الشخصي',
  import: 'استيراد أشخاص',
  lead: 'تسجّل الدخول بالعنوان {email}.',
  name: 'الاسم',
  'name.hint': 'كما يراه المعلمون والمتعلمون الآخرون',
  language: 'اللغة',
  'language.hint': 'لغة الأزرار والرسائل؛ أما الدورات فتبقى بلغتها',
  save: 'احفظ',
  'refused.users.email_taken': 'لشخص آخر حساب بهذا العنوان.',
};
