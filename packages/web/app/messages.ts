import { registerMessages } from '@lectern/ui';

export const t = registerMessages('web', {
  en: {
    'fault.nothing-here': 'There is nothing at this address',
    'fault.nothing-here-why': 'It may have been moved, or it is not open to you.',
    'fault.to-courses': 'See all courses',
    'fault.failed': 'This page could not be shown',
    'title.of-school': '{title} · {school}',
    'shell.arrived': '{title}, page loaded',
  },
  ar: {
    'fault.nothing-here': 'لا يوجد شيء في هذا العنوان',
    'fault.nothing-here-why': 'ربما نُقلت الصفحة أو أنها ليست متاحة لك.',
    'fault.to-courses': 'كل الدورات',
    'fault.failed': 'تعذّر عرض هذه الصفحة',
    'shell.arrived': 'تم تحميل {title}',
  },
});
