// Looks at everything a school stands on, and says for each what to do when it is not well. `lms doctor` and the screen of
// whoever looks after the installation show the same.
import type { HealthCheck } from '@lectern/kit';
import type { School } from '../school.ts';
import { checkOf, good, look } from './check.ts';
import { addressHolds, clockGoesOn, nodeVersion, spaceLeft, unusedFiles } from './machine.ts';
import { auditHolds, backupIsFresh, databaseAnswers, noneMissing, plainRole } from './stores.ts';
import { lookAtWork } from './work.ts';

/** As `lms doctor --json` has it, in English. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; only when it is not well, or worth a look. */
  readonly fix?: string;
  readonly command?: string;
}
export interface Examination {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/** Changes nothing but a probe file in storage, which it removes. */
export async function examine(school: School): Promise<Examination> {
  const checks = (await lookAt(school)).map(
    ({ name, state, says, mend, command }): Check => ({
      name,
      ok: state !== 'bad',
      detail: says.en,
      ...(mend && { fix: mend.en }),
      ...(command && { command }),
    }),
  );
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** The same in every language, one after the other: a check may take a second, and none waits for another. */
export async function lookAt(school: School): Promise<readonly HealthCheck[]> {
  const work = lookAtWork(school);
  const parts = await Promise.all([
    checkOf('node', { en: 'Node', ar: 'Node' }, () => nodeVersion(process.versions.node)),
    checkOf('database', { en: 'Database', ar: 'قاعدة البيانات' }, () => databaseAnswers(school)),
    checkOf('migrations', { en: 'Migrations', ar: 'ترحيلات البيانات' }, () => noneMissing(school)),
    ...(school.database.dialect === 'postgres'
      ? [
          checkOf('database role', { en: 'Role in the database', ar: 'الدور في قاعدة البيانات' }, () =>
            plainRole(school),
          ),
        ]
      : []),
    checkOf(
      'storage',
      { en: 'Files', ar: 'الملفات' },
      async () => {
        await school.storage.check();
        return good('a file was written and came back', 'كُتب ملف ثم قُرئ');
      },
      {
        en: 'See that the folder exists, is writable and has space.',
        ar: 'تأكد أن المجلد موجود وقابل للكتابة وفيه مساحة.',
      },
    ),
    checkOf('unused files', { en: 'Unused files', ar: 'ملفات غير مستخدمة' }, () => unusedFiles(school)),
    checkOf('disk', { en: 'Disk', ar: 'القرص' }, () => spaceLeft(school.directory)),
    checkOf('backup', { en: 'Backup', ar: 'النسخ الاحتياطي' }, () => backupIsFresh(school)),
    checkOf(
      'mail',
      { en: 'Mail', ar: 'البريد' },
      async () => {
        await school.mail.check();
        return good(school.mailsTo.en ?? '', school.mailsTo.ar ?? '');
      },
      {
        en: 'Correct LECTERN_SMTP, or take it out: mails are then files in data/mail.',
        ar: 'صحّح LECTERN_SMTP أو احذفه: تصبح الرسائل عندئذ ملفات في data/mail.',
      },
    ),
    checkOf('address', { en: 'Address', ar: 'العنوان' }, () => addressHolds(school)),
    checkOf('clock', { en: 'Clock', ar: 'الساعة' }, () => clockGoesOn(school)),
    checkOf('audit log', { en: 'Audit log', ar: 'سجل الأعمال' }, () => auditHolds(school)),
    checkOf('settings', { en: 'Settings', ar: 'الإعدادات' }, () => settingsFit(school)),
    checkOf('plugins', { en: 'Plugins', ar: 'الإضافات' }, () => pluginsOn(school)),
  ]);
  return [...parts, ...(await work)];
}

function settingsFit({ settings }: School) {
  const misfits = [...settings.misfits()];
  if (misfits.length === 0) return good('all fit', 'كلها مناسبة');
  const each = misfits.map(([name, reason]) => `${name} (${reason})`).join('; ');
  return look(
    { en: `Set here once, and not taken any more: ${each}`, ar: `ضُبطت هنا ولم تعد تُقبل: ${each}` },
    { en: 'Set them again, or take them back.', ar: 'اضبطها من جديد أو تراجع عنها.' },
    'lms settings list',
  );
}
function pluginsOn({ host, switches }: School) {
  const off = [...switches.off.keys()];
  const all = host.specs.length;
  return off.length === 0
    ? good(`${all} are on`, `${all} تعمل`)
    : good(`${all - off.length} are on; off: ${off.join(', ')}`, `${all - off.length} تعمل؛ متوقفة: ${off.join('، ')}`);
}
