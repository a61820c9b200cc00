import { installationSettings, organizationSettings } from '@lectern/kit';
import { Language } from '@lectern/kit/contract';
import { z } from 'zod';
import { TimeZone } from './contract/organization.ts';

export const organizationsSettings = z.object({
  /** Schools answer at their address below these names: `north.school.example.org`. DNS leads them all here (*). */
  below: z
    .array(z.string().toLowerCase().min(1).max(200))
    .default([])
    .register(installationSettings, {
      title: { en: 'Addresses of schools', ar: 'عناوين المدارس' },
      hint: {
        en: 'Names below which every school has its address: with school.example.org here, north is at north.school.example.org. DNS leads them all here (*).',
        ar: 'أسماء تحصل كل مدرسة على عنوانها تحتها: مع school.example.org هنا تكون north في north.school.example.org. يوجّه DNS كلها إلى هنا (*).',
      },
    }),
  /** Where the machine's own do not see the public DNS, or are slow to: `9.9.9.9`, `[2620:fe::fe]:53`. */
  nameServers: z
    .array(z.string().min(1).max(60))
    .default([])
    .register(installationSettings, {
      title: { en: 'Name servers', ar: 'خوادم الأسماء' },
      hint: {
        en: 'Asked whose a domain of mail is; those of the machine when there are none.',
        ar: 'تُسأل لمن نطاق البريد؛ خوادم الجهاز إن لم يوجد غيرها.',
      },
    }),
  signUp: z
    .enum(['open', 'closed'])
    .default('open')
    .describe('Whether whoever comes may make an account')
    .register(organizationSettings, {
      title: { en: 'Who may make an account', ar: 'من يمكنه إنشاء حساب' },
      options: {
        open: { en: 'Everybody', ar: 'الجميع' },
        closed: {
          en: 'Who is invited, or has an address of the school’s own',
          ar: 'المدعوّون ومن لهم عنوان من عناوين المدرسة',
        },
      },
    }),
  // The formats are for the screen, which offers what fits in place of an empty field.
  locale: Language.default('en')
    .describe('Language of who has not chosen one, and of mails')
    .meta({ format: 'language' })
    .register(organizationSettings, {
      title: { en: 'Language', ar: 'اللغة' },
      hint: { en: 'For who has not chosen one of their own, and for mails', ar: 'لمن لم يختر لغته، وللرسائل' },
    }),
  timeZone: TimeZone.default('UTC')
    .describe('IANA time zone of the school')
    .meta({ format: 'time-zone' })
    .register(organizationSettings, {
      title: { en: 'Time zone', ar: 'المنطقة الزمنية' },
      hint: { en: 'For who has not chosen one of their own', ar: 'لمن لم يختر منطقته' },
    }),
});
export type OrganizationsSettings = z.output<typeof organizationsSettings>;
/** What a school decides for itself of what it is. */
export type Decided = Pick<OrganizationsSettings, 'signUp' | 'locale' | 'timeZone'>;
