import { registerMessages } from '@lectern/ui';

export const t = registerMessages('users.profile', {
  en: {
    about: 'About {name}',
    'nothing.yet': '{name} has not written anything about themselves yet.',
    'nothing.mine': 'You have not written anything about yourself yet.',
    links: 'Elsewhere',
    more: 'More',
    mine: 'This is how others see you.',
    'mine.change': 'Change it',
    'looked-after': 'Look after this person',
  },
  ar: {
    about: 'عن {name}',
    'nothing.yet': 'لم يكتب {name} شيئًا عن نفسه بعد.',
    'nothing.mine': 'لم تكتب شيئًا عن نفسك بعد.',
    links: 'في مواقع أخرى',
    more: 'المزيد',
    mine: 'هكذا يراك الآخرون.',
    'mine.change': 'غيّر ذلك',
    'looked-after': 'إلى صفحة إدارة هذا الشخص',
  },
});
