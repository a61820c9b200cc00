// The mail of an invitation, in the languages the app speaks.
import type { InvitedRole } from './contract.ts';

interface About {
  readonly school: string;
  readonly inviter: string | undefined;
  readonly role: InvitedRole | null;
}
interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly label: string;
  readonly small: string;
}
const english = ({ school, inviter, role }: About): Words => ({
  subject: `${school} invites you`,
  lines: [
    'Hello,',
    `${inviter ?? 'somebody'} invites you to ${school}${role === 'instructor' ? ' as a teacher' : role === 'owner' ? ' as an owner' : ''}.`,
    'Whether you have an account there already or not: the link shows you the way in.',
  ],
  label: 'See the invitation',
  small: 'The link is for you alone and works for 14 days. If you do not want to come, do nothing.',
});
const arabic = ({ school, inviter, role }: About): Words => ({
  subject: `دعوة من ${school}`,
  lines: [
    'مرحبًا،',
    `${inviter ? `يدعوك ${inviter}` : 'أنت مدعو'} إلى ${school}${role === 'instructor' ? ' مدرّسًا' : role === 'owner' ? ' مالكًا' : ''}.`,
    'سواء كان لك حساب هناك أم لا، فالرابط يدلّك على الدخول.',
  ],
  label: 'افتح الدعوة',
  small: 'هذا الرابط لك وحدك وهو صالح 14 يومًا. إن لم ترغب في المجيء فلا تفعل شيئًا.',
});
export const wordsFor = (locale: string, about: About): Words =>
  locale.split('-')[0]?.toLowerCase() === 'ar' ? arabic(about) : english(about);
