import { installationSettings, organizationSettings } from '@lectern/kit';
import { z } from 'zod';

export const authSettings = z.strictObject({
  /** Applications whose word is taken for who somebody is. */
  issuers: z
    .array(
      z.strictObject({
        issuer: z.string().min(1).max(500).describe('`iss` of its tokens, such as https://app.example.org'),
        /** For HS256; shared with the application. */
        secret: z.string().min(32, 'at least 32 characters: openssl rand -base64 32').optional(),
        /** PEM (SPKI), for EdDSA, ES256, RS256 and PS256. */
        publicKey: z.string().includes('BEGIN PUBLIC KEY').optional(),
      }),
    )
    .refine((all) => all.every(({ secret, publicKey }) => (secret === undefined) !== (publicKey === undefined)), {
      error: 'each issuer has a secret or a publicKey, and not both',
    })
    .default([])
    .register(installationSettings, {
      title: { en: 'Applications that vouch for people', ar: 'تطبيقات تُصدَّق في هوية الناس' },
    }),
  secondFactor: z
    .enum(['nobody', 'staff', 'everyone'])
    .default('nobody')
    .describe('Of whom a second step of signing in is asked; staff is whoever may do something in the whole school')
    .register(organizationSettings, {
      title: { en: 'A second step of signing in', ar: 'خطوة ثانية لتسجيل الدخول' },
      hint: {
        en: 'A code from an app on the phone, beside the password. Until somebody has set it up they do nothing else here: set yours up first. Passkeys need none.',
        ar: 'رمز من تطبيق في الهاتف إلى جانب كلمة المرور. من لم يُعدّها بعد لا يفعل هنا شيئًا غير ذلك، فأعِدّ خطوتك أولًا. مفاتيح المرور تغني عنها.',
      },
      options: {
        nobody: { en: 'Who wants it', ar: 'لمن يريدها' },
        staff: { en: 'Everybody who looks after the school', ar: 'لكل من يدير المدرسة' },
        everyone: { en: 'Everybody', ar: 'للجميع' },
      },
    }),
  verifiedAddress: z
    .boolean()
    .default(false)
    .describe('Nobody comes in with a password before their address is confirmed')
    .register(organizationSettings, {
      title: { en: 'Only with a confirmed address', ar: 'بعنوان مؤكَّد فقط' },
      hint: {
        en: 'Whoever signs in with a password and has not shown yet that the address is theirs gets a link by mail first.',
        ar: 'من يسجّل الدخول بكلمة مرور ولم يُثبت بعد أن العنوان له يصله رابط بالبريد أولًا.',
      },
    }),
});
export type AuthSettings = z.output<typeof authSettings>;
