// What a certificate says, in the language of its course; English where there are no words yet.
export interface Words {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly pre: string;
  readonly has: string;
  readonly teacher: string;
}
const english: Words = {
  locale: 'en-GB',
  direction: 'ltr',
  pre: 'This is to say that',
  has: 'has completed the course',
  teacher: 'Teacher of the course',
};
const arabic: Words = {
  locale: 'ar-EG-u-nu-latn',
  direction: 'rtl',
  pre: 'نشهد بأن',
  has: 'أتمّ الدورة',
  teacher: 'مدرّس الدورة',
};

export const wordsIn = (language: string): Words => (/^ar\b/i.test(language) ? arabic : english);
