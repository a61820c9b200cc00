// The database, what waits in it, and the copies of it.
import { type Health, runInScope, system } from '@lectern/kit';
import { backupsIn } from '../backup/list.ts';
import { migrationSets } from '../kernel/migrations.ts';
import { migrate } from '../schema/apply.ts';
import type { School } from '../school.ts';
import { bad, good, look } from './check.ts';

export async function databaseAnswers({ database }: School): Promise<Health> {
  const sqlite = database.dialect === 'sqlite';
  const statement = sqlite
    ? 'select sqlite_version() as version, (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as bytes'
    : "select current_setting('server_version') as version, pg_database_size(current_database()) as bytes";
  const [row] = await database.rawAll(statement);
  const says = `${sqlite ? 'SQLite' : 'Postgres'} ${row?.version}, ${(Number(row?.bytes) / 1e6).toFixed(1)} MB`;
  return good(says, says);
}
export async function noneMissing({ database, host, log }: School): Promise<Health> {
  const { applied } = await migrate(database, migrationSets(host.specs), { dryRun: true, log });
  if (applied.length === 0) return good('all applied', 'طُبّقت كلها');
  return bad(
    {
      en: `${applied.length} migrations are not applied: ${applied.slice(0, 3).join(', ')}`,
      ar: `${applied.length} ترحيلات لم تُطبَّق: ${applied.slice(0, 3).join('، ')}`,
    },
    { en: 'Run lms migrate (lms serve does it by itself).', ar: 'شغّل lms migrate (ويفعلها lms serve من تلقاء نفسه).' },
    'lms migrate',
  );
}
/** A role that bypasses row-level security turns the second wall between organizations into paper. */
export async function plainRole({ database }: School): Promise<Health> {
  const [row] = await database.rawAll(
    'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  if (!row?.rolsuper && !row?.rolbypassrls) return good(`${row?.rolname} is a plain role`, `${row?.rolname} دور عادي`);
  return bad(
    { en: `${row.rolname} passes by row-level security`, ar: `${row.rolname} يتجاوز حماية الصفوف` },
    {
      en: 'Use a role of its own: create role lectern login; alter database ... owner to lectern; alter role lectern nosuperuser nobypassrls.',
      ar: 'استخدم دورًا خاصًا: create role lectern login; alter database ... owner to lectern; alter role lectern nosuperuser nobypassrls.',
    },
  );
}

const day = 86_400_000;
export async function backupIsFresh({ directory, backupsKept, now }: School): Promise<Health> {
  const [latest] = await backupsIn(directory);
  const mend = {
    en: 'Make one now, and let one be made every night: backupsKept in lms.config.ts, or LECTERN_BACKUPS_KEPT=7.',
    ar: 'أنشئ نسخة الآن، ودع واحدة تُنشأ كل ليلة: backupsKept في lms.config.ts أو LECTERN_BACKUPS_KEPT=7.',
  };
  if (!latest)
    return look(
      { en: 'There is no backup in data/backups', ar: 'لا توجد نسخة احتياطية في data/backups' },
      mend,
      'lms backup',
    );
  const days = Math.floor((now().getTime() - latest.madeAt.getTime()) / day);
  const moment = latest.madeAt.toISOString().slice(0, 16).replace('T', ' ');
  if (days >= 7)
    return look(
      { en: `The last backup is ${days} days old`, ar: `آخر نسخة احتياطية عمرها ${days} يومًا` },
      mend,
      'lms backup',
    );
  const nightly = backupsKept > 0;
  return good(
    `last one ${moment} UTC${nightly ? ', one every night' : ''}`,
    `آخرها ${moment} UTC${nightly ? '، وواحدة كل ليلة' : ''}`,
  );
}

/** Going through a long log takes seconds, and the page is drawn again and again. */
const auditEvery = 3_600_000;
const lookedAt = new WeakMap<School, { readonly at: number; readonly finding: Health }>();
export async function auditHolds(school: School): Promise<Health> {
  const known = lookedAt.get(school);
  const at = school.now().getTime();
  if (known && known.finding.state === 'good' && at - known.at < auditEvery) return known.finding;
  const finding = await verifyAll(school);
  lookedAt.set(school, { at, finding });
  return finding;
}
async function verifyAll({ organizations, verifyAudit }: School): Promise<Health> {
  const kernel = { actor: system, org: undefined, request: 'doctor', via: 'kernel' } as const;
  const all = await runInScope(kernel, organizations);
  let verified = 0;
  for (const org of all) {
    const verdict = await verifyAudit(org);
    verified += verdict.verified;
    if (verdict.fault !== null)
      return bad(
        { en: 'The audit log of a school is not as it was sealed', ar: 'سجل إحدى المدارس ليس كما خُتم' },
        {
          en: 'See which entry it is, and ask who could write into the database.',
          ar: 'انظر أي سطر هو، واسأل من يستطيع الكتابة في قاعدة البيانات.',
        },
        'lms audit verify',
      );
  }
  return good(
    verified === 1 ? '1 entry is as it was sealed' : `${verified} entries are as they were sealed`,
    `${verified} سطرًا كما خُتمت`,
  );
}
