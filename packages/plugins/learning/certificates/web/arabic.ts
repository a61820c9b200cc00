import type { Translation } from '@lectern/ui';
import type { english } from './english.ts';

export const arabic: Translation<typeof english> = {
  page: 'شهادة {person}: {course}',
  certificate: 'شهادة',
  pre: 'نشهد بأن',
  has: 'أتمّ الدورة',
  teacher: 'معلم الدورة',
  worth: 'قيمة هذه الشهادة',
  genuine: 'هذه الشهادة صحيحة وسارية',
  'genuine.how': 'قورنت قبل لحظة بسجل المدرسة نفسها. لم يُسأل أحد، ولا تُسجَّل زيارتك.',
  'refused.certificates.revoked': 'سحبت المدرسة هذه الشهادة. في صفحتها تاريخ ذلك.',
  revoked: 'لم تعد هذه الشهادة سارية',
  'revoked.since': 'سحبتها المدرسة في {date}.',
  number: 'الرقم',
  issued: 'تاريخ الإصدار',
  by: 'من',
  download: 'نزّلها للطباعة',
  mine: 'الشهادات',
  of: 'شهادة {date}',
  rule: 'شهادة عند الإتمام',
  'rule.what': 'من ينهي كل الدروس ينال شهادة يستطيع أي أحد التحقق منها، ومن أنهاها من قبل أيضًا.',
};
