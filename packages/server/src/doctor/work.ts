// What the kernel sees of the work of plugins: jobs that failed, events that are not taken. Each is told with the plugin whose
// it is; with the jobs as a whole only what is no plugin's that is on.
import type { Health, HealthCheck, Words } from '@lectern/kit';
import type { School } from '../school.ts';
import { bad, checkOf, good } from './check.ts';

interface Troubles {
  /** What each failed job does. */
  readonly failed: Words[];
  /** Errors of an event that is tried again and again. */
  readonly stuck: string[];
  /** How many events were given up. */
  given: number;
}
const mostJobs = 200;

/** By plugin, or `kernel`. */
async function troublesOf({ jobs, outbox }: School): Promise<ReadonlyMap<string, Troubles>> {
  const all = new Map<string, Troubles>();
  const of = (plugin: string) => {
    const known = all.get(plugin) ?? { failed: [], stuck: [], given: 0 };
    all.set(plugin, known);
    return known;
  };
  for (const { name } of await jobs.list({ state: 'failed', limit: mostJobs })) {
    const { plugin, title } = jobs.describe(name);
    of(plugin).failed.push(title);
  }
  for (const { subscriber, attempts, error } of await outbox.lag())
    if (attempts > 0) of(subscriber).stuck.push(error ?? '?');
  for (const { subscriber } of await outbox.failures()) of(subscriber).given++;
  return all;
}

/** How the jobs and the events are as a whole, and then each plugin that is on. */
export async function lookAtWork(school: School): Promise<readonly HealthCheck[]> {
  const { host, switches } = school;
  const on = host.specs.map(({ contract }) => contract.id).filter((id) => !switches.off.has(id));
  const found = troublesOf(school);
  // Asked of by every check below, each of which says so when it cannot be told.
  found.catch(() => {});
  return Promise.all([
    checkOf('jobs', { en: 'Jobs', ar: 'المهام' }, async () => {
      const others = [...(await found)].filter(([plugin]) => !on.includes(plugin)).map(([, troubles]) => troubles);
      return failedOf(others.flatMap(({ failed }) => failed)) ?? jobsWaiting(school);
    }),
    checkOf('events', { en: 'Events', ar: 'الأحداث' }, async () => {
      const behind = (await school.outbox.lag()).reduce((all, one) => all + one.behind, 0);
      return good(`${behind} on their way`, `${behind} في طريقها`);
    }),
    ...on.map((plugin) => pluginHealth(school, plugin, found)),
  ]);
}

async function jobsWaiting({ jobs }: School): Promise<Health> {
  const counts = await jobs.counts();
  const sum = (wanted: string) =>
    counts.filter(({ state }) => state === wanted).reduce((all, { count }) => all + count, 0);
  const [waiting, running] = [sum('waiting'), sum('running')];
  return good(`${waiting} wait, ${running} run`, `${waiting} تنتظر، ${running} تعمل`);
}

/** A plugin: what it says of itself, else what is seen of its work. */
function pluginHealth(
  school: School,
  plugin: string,
  found: Promise<ReadonlyMap<string, Troubles>>,
): Promise<HealthCheck> {
  const { host } = school;
  const { health } = host.specs.find(({ contract }) => contract.id === plugin)!;
  return checkOf(`plugin ${plugin}`, { en: `Plugin ${plugin}`, ar: `الإضافة ${plugin}` }, async () => {
    const own = await school.inside(() =>
      Promise.resolve(health?.(host.serviceOf(plugin), host.contextOf(plugin) as never)),
    );
    if (own && own.state !== 'good') return own;
    const { failed = [], stuck = [], given = 0 } = (await found).get(plugin) ?? {};
    return joined([stuckOf(stuck), givenOf(given), failedOf(failed)]) ?? own ?? good('well', 'بخير');
  });
}

const tryAgain = {
  en: 'Look at each, mend the cause, then try them again.',
  ar: 'انظر في كل منها، وأصلح السبب، ثم أعد المحاولة.',
};
const theJobs = 'lms jobs list --state failed';

function joined(troubles: readonly (Health | undefined)[]): Health | undefined {
  const told = troubles.filter((one) => one !== undefined);
  const [first] = told;
  return (
    first && {
      ...first,
      says: { en: told.map(({ says }) => says.en).join('; '), ar: told.map(({ says }) => says.ar).join('؛ ') },
    }
  );
}
function failedOf(failed: readonly Words[]): Health | undefined {
  if (failed.length === 0) return undefined;
  const which = (language: 'en' | 'ar', comma: string) =>
    [...new Set(failed.map((title) => title[language] ?? title.en))].slice(0, 3).join(comma);
  return bad(
    {
      en: `${failed.length === 1 ? '1 job' : `${failed.length} jobs`} failed: ${which('en', ', ')}`,
      ar: `مهام أخفقت (${failed.length}): ${which('ar', '، ')}`,
    },
    tryAgain,
    theJobs,
  );
}
function stuckOf(errors: readonly string[]): Health | undefined {
  if (errors.length === 0) return undefined;
  return bad(
    { en: `An event is not taken: ${errors.join('; ')}`, ar: `حدث لا يُقبل: ${errors.join('; ')}` },
    { en: 'Mend the cause; delivery is tried again by itself.', ar: 'أصلح السبب؛ تُعاد المحاولة من تلقاء نفسها.' },
    'lms logs --level warn',
  );
}
function givenOf(given: number): Health | undefined {
  if (given === 0) return undefined;
  return bad(
    { en: given === 1 ? '1 event was given up' : `${given} events were given up`, ar: `أحداث تُركت: ${given}` },
    tryAgain,
    theJobs,
  );
}
