// What the navigation says of these screens: the little of their words that every page brings.
import { registerMessages } from '@lectern/ui';

export const titles = registerMessages('auth-program-titles', {
  en: { keys: 'Keys for programs', accounts: 'Service accounts', group: 'Sign-in', device: 'Let a program in' },
  ar: { keys: 'مفاتيح البرامج', accounts: 'حسابات الخدمة', group: 'تسجيل الدخول', device: 'السماح لبرنامج بالدخول' },
});
