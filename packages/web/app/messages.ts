import { registerMessages } from '@lectern/ui';

export const t = registerMessages('web', {
  en: {
    'fault.nothing-here': 'There is nothing at this address',
    'fault.nothing-here-why': 'It may have been moved, or it is not open to you.',
    'fault.to-courses': 'See all courses',
    'fault.failed': 'This page could not be shown',
    'title.of-school': '{title} · {school}',
    'shell.arrived': '{title}, page loaded',
    'closed.title': 'This school is closed for the time being',
    'closed.what': 'Nothing is lost. Whoever runs the installation can open it again.',
    'acting.label': 'Acting as somebody else',
    'acting.who': '{by}, you act as {as}. Everything is recorded with both names.',
    'acting.short': '{by} as {as}',
    'acting.stop': 'Be yourself again',
  },
  ar: {
    'fault.nothing-here': 'لا يوجد شيء في هذا العنوان',
    'fault.nothing-here-why': 'ربما نُقلت الصفحة أو أنها ليست متاحة لك.',
    'fault.to-courses': 'كل الدورات',
    'fault.failed': 'تعذّر عرض هذه الصفحة',
    'shell.arrived': 'تم تحميل {title}',
    'closed.title': 'هذه المدرسة مغلقة الآن',
    'closed.what': 'لم يضع شيء. من يدير النظام يستطيع فتحها من جديد.',
    'acting.label': 'التصرف باسم شخص آخر',
    'acting.who': '{by}، أنت تتصرف الآن باسم {as}. يُسجَّل كل شيء بالاسمين.',
    'acting.short': '{by} باسم {as}',
    'acting.stop': 'عُد إلى حسابك',
    'refused.only_in_person': 'لا يفعل هذا إلا الشخص نفسه من حسابه.',
  },
});
