// What people call the parts of a school; a plugin that is not of ours goes by its id.
import { said } from './said.ts';

const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  access: { en: 'Roles and rights', ar: 'الأدوار والحقوق' },
  admin: { en: 'Looking after the installation', ar: 'رعاية التثبيت' },
  assessment: { en: 'Quizzes', ar: 'الاختبارات' },
  audit: { en: 'Audit log', ar: 'سجل الأعمال' },
  auth: { en: 'Signing in', ar: 'تسجيل الدخول' },
  certificates: { en: 'Certificates', ar: 'الشهادات' },
  content: { en: 'Lessons', ar: 'الدروس' },
  courses: { en: 'Courses', ar: 'المقررات' },
  enrollment: { en: 'Enrolment', ar: 'التسجيل في المقررات' },
  gateway: { en: 'Limits and maintenance', ar: 'الحدود والصيانة' },
  interop: { en: 'Bringing in and taking out', ar: 'الاستيراد والتصدير' },
  invitations: { en: 'Invitations', ar: 'الدعوات' },
  media: { en: 'Files', ar: 'الملفات' },
  organizations: { en: 'Schools', ar: 'المدارس' },
  progress: { en: 'Progress', ar: 'التقدم' },
  streaming: { en: 'Watching films', ar: 'مشاهدة الأفلام' },
  teams: { en: 'Teams', ar: 'الفرق' },
  users: { en: 'People', ar: 'الأشخاص' },
  video: { en: 'Making films ready', ar: 'تجهيز الأفلام' },
};
export const pluginName = (id: string): string => (names[id] ? said(names[id]) : id);
