// The words of every mail, in the languages the app speaks. Whoever reads one has not asked for it with certainty: each says
// what happens when nothing is done.
import type { MailKind } from './kinds.ts';

export interface About {
  readonly school: string;
  readonly name: string;
  /** The address that is asked about. */
  readonly email: string;
}
interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly label?: string;
  readonly small?: string;
}
type Catalogue = Readonly<Record<MailKind | 'sign-up', (about: About) => Words>>;

const english: Catalogue = {
  invitation: ({ school, name }) => ({
    subject: `Your account at ${school}`,
    lines: [`Hello ${name},`, `there is an account for you at ${school}. Choose a password and you are in.`],
    label: 'Choose a password',
    small: 'The link works once, within 7 days.',
  }),
  'sign-up': ({ school }) => ({
    subject: `Finish your account at ${school}`,
    lines: [`Somebody, hopefully you, wants an account at ${school} with this address.`],
    label: 'Make the account',
    small: 'The link works once, within 3 days. If it was not you, do nothing: there will be no account.',
  }),
  verification: ({ school, name }) => ({
    subject: `Is this your address? ${school}`,
    lines: [`Hello ${name},`, `please confirm that your account at ${school} has the right address.`],
    label: 'Confirm the address',
    small: 'The link works once, within 3 days. If you know nothing of this, do nothing.',
  }),
  reset: ({ school, name }) => ({
    subject: `A new password for ${school}`,
    lines: [`Hello ${name},`, `somebody, hopefully you, asked for a new password at ${school}.`],
    label: 'Choose a new password',
    small: 'The link works once, within an hour. If it was not you, do nothing: your password stays as it is.',
  }),
  magic: ({ school, name }) => ({
    subject: `Sign in to ${school}`,
    lines: [`Hello ${name},`, `with this link you are in at ${school}, without a password.`],
    label: 'Sign in',
    small: 'The link works once, within 15 minutes. If you did not ask for it, do nothing, and give it to nobody.',
  }),
  'address-change': ({ school, name, email }) => ({
    subject: `Confirm your new address at ${school}`,
    lines: [`Hello ${name},`, `from now on you want to sign in to ${school} as ${email}.`],
    label: 'Use this address',
    small: 'The link works once, within a day. Until then the address before it stays.',
  }),
  'already-here': ({ school, name }) => ({
    subject: `You have an account at ${school}`,
    lines: [
      `Hello ${name},`,
      `somebody, hopefully you, wanted to make an account at ${school} with this address. You have one already.`,
      'Sign in with it; where the password is forgotten, the page that opens helps.',
    ],
    label: 'Sign in',
    small: 'If it was not you, do nothing: nothing has changed.',
  }),
  'address-changing': ({ school, name, email }) => ({
    subject: `Your address at ${school} is to change`,
    lines: [
      `Hello ${name},`,
      `somebody who knows your password, hopefully you, asked that your account at ${school} belong to ${email}. It will as soon as a link sent there is opened.`,
    ],
    label: 'It was not me: choose a new password',
    small: 'If it was you, there is nothing to do here. A new password ends the change.',
  }),
  'password-changed': ({ school, name }) => ({
    subject: `Your password at ${school} was changed`,
    lines: [
      `Hello ${name},`,
      `the password of your account at ${school} was just changed, and everybody else who was signed in with it is out.`,
    ],
    label: 'It was not me: choose a new password',
    small: 'If it was you, there is nothing to do.',
  }),
  'second-factor-on': ({ school, name }) => ({
    subject: `Signing in to ${school} now takes two steps`,
    lines: [
      `Hello ${name},`,
      `from now on your account at ${school} asks for a code of your phone after the password.`,
    ],
    label: 'It was not me: choose a new password',
    small: 'If it was you, there is nothing to do.',
  }),
  'second-factor-off': ({ school, name }) => ({
    subject: `Signing in to ${school} takes one step again`,
    lines: [`Hello ${name},`, `your account at ${school} asks for no code after the password any more.`],
    label: 'It was not me: choose a new password',
    small: 'If it was you, there is nothing to do.',
  }),
};

const arabic: Catalogue = {
  invitation: ({ school, name }) => ({
    subject: `حسابك في ${school}`,
    lines: [`مرحبًا ${name}،`, `لك حساب في ${school}. اختر كلمة مرور وتدخل.`],
    label: 'اختر كلمة مرور',
    small: 'يعمل الرابط مرة واحدة، خلال 7 أيام.',
  }),
  'sign-up': ({ school }) => ({
    subject: `أكمل حسابك في ${school}`,
    lines: [`طلب أحد، ونرجو أن تكون أنت، حسابًا في ${school} بهذا العنوان.`],
    label: 'أنشئ الحساب',
    small: 'يعمل الرابط مرة واحدة، خلال 3 أيام. إن لم تكن أنت فلا تفعل شيئًا: لن يُنشأ حساب.',
  }),
  verification: ({ school, name }) => ({
    subject: `هل هذا عنوانك؟ ${school}`,
    lines: [`مرحبًا ${name}،`, `أكّد أن لحسابك في ${school} العنوان الصحيح.`],
    label: 'أكّد العنوان',
    small: 'يعمل الرابط مرة واحدة، خلال 3 أيام. إن كنت لا تعلم شيئًا عن هذا فلا تفعل شيئًا.',
  }),
  reset: ({ school, name }) => ({
    subject: `كلمة مرور جديدة في ${school}`,
    lines: [`مرحبًا ${name}،`, `طلب أحد، ونرجو أن تكون أنت، كلمة مرور جديدة في ${school}.`],
    label: 'اختر كلمة مرور جديدة',
    small: 'يعمل الرابط مرة واحدة، خلال ساعة. إن لم تكن أنت فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.',
  }),
  magic: ({ school, name }) => ({
    subject: `الدخول إلى ${school}`,
    lines: [`مرحبًا ${name}،`, `بهذا الرابط تدخل إلى ${school} دون كلمة مرور.`],
    label: 'تسجيل الدخول',
    small: 'يعمل الرابط مرة واحدة، خلال 15 دقيقة. إن لم تطلبه فلا تفعل شيئًا ولا تعطه لأحد.',
  }),
  'address-change': ({ school, name, email }) => ({
    subject: `أكّد عنوانك الجديد في ${school}`,
    lines: [`مرحبًا ${name}،`, `تريد من الآن أن تسجّل الدخول إلى ${school} بالعنوان ${email}.`],
    label: 'استعمل هذا العنوان',
    small: 'يعمل الرابط مرة واحدة، خلال يوم. وإلى ذلك الحين يبقى العنوان السابق.',
  }),
  'already-here': ({ school, name }) => ({
    subject: `لك حساب في ${school}`,
    lines: [
      `مرحبًا ${name}،`,
      `أراد أحد، ونرجو أن تكون أنت، إنشاء حساب في ${school} بهذا العنوان، ولك فيه حساب.`,
      'سجّل الدخول به؛ وإن نسيت كلمة المرور فالصفحة التي تُفتح تساعدك.',
    ],
    label: 'تسجيل الدخول',
    small: 'إن لم تكن أنت فلا تفعل شيئًا: لم يتغير شيء.',
  }),
  'address-changing': ({ school, name, email }) => ({
    subject: `سيتغير عنوانك في ${school}`,
    lines: [
      `مرحبًا ${name}،`,
      `طلب أحد يعرف كلمة مرورك، ونرجو أن تكون أنت، أن يكون حسابك في ${school} للعنوان ${email}. وسيكون كذلك حين يُفتح رابط أُرسل إليه.`,
    ],
    label: 'لم أكن أنا: أريد كلمة مرور جديدة',
    small: 'إن كنت أنت فلا شيء عليك. كلمة مرور جديدة تُنهي التغيير.',
  }),
  'password-changed': ({ school, name }) => ({
    subject: `تغيرت كلمة مرورك في ${school}`,
    lines: [`مرحبًا ${name}،`, `تغيرت للتو كلمة مرور حسابك في ${school}، وخرج كل من كان قد دخل بها.`],
    label: 'لم أكن أنا: أريد كلمة مرور جديدة',
    small: 'إن كنت أنت فلا شيء عليك.',
  }),
  'second-factor-on': ({ school, name }) => ({
    subject: `صار الدخول إلى ${school} بخطوتين`,
    lines: [`مرحبًا ${name}،`, `من الآن يطلب حسابك في ${school} رمزًا من هاتفك بعد كلمة المرور.`],
    label: 'لم أكن أنا: أريد كلمة مرور جديدة',
    small: 'إن كنت أنت فلا شيء عليك.',
  }),
  'second-factor-off': ({ school, name }) => ({
    subject: `عاد الدخول إلى ${school} بخطوة واحدة`,
    lines: [`مرحبًا ${name}،`, `لم يعد حسابك في ${school} يطلب رمزًا بعد كلمة المرور.`],
    label: 'لم أكن أنا: أريد كلمة مرور جديدة',
    small: 'إن كنت أنت فلا شيء عليك.',
  }),
};

/** English for a language that is not here. */
export const wordsFor = (kind: keyof Catalogue, locale: string, about: About): Words =>
  (locale.toLowerCase().startsWith('ar') ? arabic : english)[kind](about);
