// The mail of an invitation, in the languages the app speaks.
import type { Role } from '@lectern/access/contract';

interface About {
  readonly school: string;
  readonly inviter: string | undefined;
  readonly role: string | null;
  readonly roleName: string | null;
}
interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly label: string;
  readonly small: string;
}
/** Built-in roles as part of the sentence; one of the school's own by its name behind it. */
const asEnglish: Readonly<Record<Exclude<Role, 'learner'>, string>> = {
  owner: ' as an owner',
  admin: ' as an admin',
  manager: ' as a manager',
  instructor: ' as a teacher',
  'teaching-assistant': ' as a teaching assistant',
  reviewer: ' as a reviewer',
  moderator: ' as a moderator',
  'support-agent': ' as a support agent',
  guest: ' as a guest',
};
const asArabic: typeof asEnglish = {
  owner: ' مالكًا',
  admin: ' مشرفًا',
  manager: ' مديرًا',
  instructor: ' معلمًا',
  'teaching-assistant': ' مساعدَ تدريس',
  reviewer: ' مراجعًا',
  moderator: ' منسّقًا',
  'support-agent': ' موظفَ دعم',
  guest: ' ضيفًا',
};
function inRole(words: typeof asEnglish, { role, roleName }: Pick<About, 'role' | 'roleName'>): string {
  if (role === null || role === 'learner' || roleName === null) return '';
  return role in words ? words[role as keyof typeof words] : ` (${roleName})`;
}
const english = ({ school, inviter, ...given }: About): Words => ({
  subject: `${school} invites you`,
  lines: [
    'Hello,',
    `${inviter ?? 'somebody'} invites you to ${school}${inRole(asEnglish, given)}.`,
    'Whether you have an account there already or not: the link shows you the way in.',
  ],
  label: 'See the invitation',
  small: 'The link is for you alone and works for 14 days. If you do not want to come, do nothing.',
});
const arabic = ({ school, inviter, ...given }: About): Words => ({
  subject: `دعوة من ${school}`,
  lines: [
    'مرحبًا،',
    `${inviter ? `يدعوك ${inviter}` : 'أنت مدعو'} إلى ${school}${inRole(asArabic, given)}.`,
    'سواء كان لك حساب هناك أم لا، فالرابط يدلّك على الدخول.',
  ],
  label: 'افتح الدعوة',
  small: 'هذا الرابط لك وحدك وهو صالح 14 يومًا. إن لم ترغب في المجيء فلا تفعل شيئًا.',
});
interface Told {
  readonly subject: string;
  readonly lines: readonly string[];
}
const fullInEnglish = (name: string, school: string): Told => ({
  subject: `${school} is full`,
  lines: [
    `Hello ${name},`,
    `somebody who has an address of your domains wanted to come into ${school}, and it has as many people as were allowed it.`,
    'They have an account and are not in the school. Whoever runs the installation can raise the limit; then they come in by making an account at your school.',
  ],
});
const fullInArabic = (name: string, school: string): Told => ({
  subject: `${school}: لم يبقَ مكان`,
  lines: [
    `مرحبًا ${name}،`,
    `أراد شخص له عنوان من نطاقاتكم الانضمام إلى ${school}، وقد بلغ عدد الأشخاص فيها الحدّ المسموح.`,
    'له حساب وليس في المدرسة بعد. يمكن لمن يدير الخادم رفع الحدّ، ثم ينضم بإنشاء حساب في مدرستكم.',
  ],
});
export const fullWordsFor = (locale: string, name: string, school: string): Told =>
  locale.split('-')[0]?.toLowerCase() === 'ar' ? fullInArabic(name, school) : fullInEnglish(name, school);
export const wordsFor = (locale: string, about: About): Words =>
  locale.split('-')[0]?.toLowerCase() === 'ar' ? arabic(about) : english(about);
