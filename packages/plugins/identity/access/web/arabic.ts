import type { Translation } from '@lectern/ui';
import type { english } from './english.ts';

export const arabic: Translation<typeof english> = {
  group: 'الأشخاص',
  roles: 'الأدوار',
  'role.new': 'دور جديد',
  review: 'من يفعل ماذا',
  why: 'لماذا يحق لأحد',
  here: 'من يفعل ماذا هنا',
};
