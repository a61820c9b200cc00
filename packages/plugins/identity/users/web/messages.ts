import { registerMessages } from '@lectern/ui';

export const t = registerMessages('users', {
  en: {
    account: 'Your account',
    lead: 'You sign in as {email}.',
    name: 'Name',
    'name.hint': 'As teachers and other learners see it',
    language: 'Language',
    'language.hint': 'Of the buttons and messages; courses stay in their own',
    save: 'Save',
  },
  ar: {
    account: 'حسابك',
    lead: 'تسجّل الدخول بالعنوان {email}.',
    name: 'الاسم',
    'name.hint': 'كما يراه المعلمون والمتعلمون الآخرون',
    language: 'اللغة',
    'language.hint': 'لغة الأزرار والرسائل؛ أما الدورات فتبقى بلغتها',
    save: 'احفظ',
    'refused.users.email_taken': 'لشخص آخر حساب بهذا العنوان.',
  },
});
