import type { Translation } from '@lectern/ui';
import type { english } from './role-english.ts';

export const arabic: Translation<typeof english> = {
  owner: 'مالك',
  admin: 'مسؤول',
  manager: 'مدير',
  instructor: 'معلم',
  'teaching-assistant': 'مساعد معلم',
  reviewer: 'مراجع',
  moderator: 'مشرف نقاش',
  'support-agent': 'موظف دعم',
  learner: 'متعلم',
  guest: 'ضيف',
};
