import { registerMessages } from '@lectern/ui';

export const t = registerMessages('gamify', {
  en: { board: 'Leaderboard', how: 'Ten points a lesson', none: 'No points yet', who: 'Name', points: 'Points' },
  ar: { board: 'لوحة الصدارة', how: 'عشر نقاط لكل درس', none: 'لا نقاط بعد', who: 'الاسم', points: 'النقاط' },
});
