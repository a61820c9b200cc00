// What it costs to ask whether somebody may, and to show only what they see, in a school of a hundred thousand people.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { academy } from '@lectern/academy';
import { authorizerSlot, query, runInScope, type Scope, scalar, setupSlot, unitOrg, visibleQuery } from '@lectern/kit';
import { createServer, type School } from '@lectern/server';
import { and, desc, eq, lt } from 'drizzle-orm';
import { courses } from '../packages/plugins/learning/courses/src/tables.ts';
import { createAccess, type Known } from '../packages/server/src/kernel/access.ts';
import { testPostgres } from '../packages/server/src/testing/postgres.ts';
import { type BareReads, readsOf } from './bare/access.ts';
import { courseId, crowd, fill, persons } from './crowd.ts';
import { alternating, type Bench, type Line, mediansOf, type Result, round2 } from './measure.ts';

const { id, slug, title, summary, byline, status, changedAt, org } = courses;
const card = { id, slug, title, summary, byline, status, changedAt };
const page = { before: id, limit: scalar<number>() };
const unfiltered = query('bench.unfiltered', page, (q, p) =>
  q
    .select(card)
    .from(courses)
    .where(and(eq(org, unitOrg), lt(id, p.before)))
    .orderBy(desc(id))
    .limit(p.limit),
);
const filtered = visibleQuery('bench.filtered', page, (q, p, _, seen) =>
  q
    .select(card)
    .from(courses)
    .where(and(eq(org, unitOrg), lt(id, p.before), seen(id)))
    .orderBy(desc(id))
    .limit(p.limit),
);
const first = { before: '~', limit: 51 };

export const access: Line = {
  names: ['access.check', 'access.list', 'access.check.postgres', 'access.list.postgres'],
  async *measure(bench: Bench): AsyncGenerator<Result> {
    if (bench.wanted('access.check') || bench.wanted('access.list'))
      yield* measured(bench, join(mkdtempSync(join(bench.scratch, 'access-')), 'school.db'), '');
    if (!bench.wanted('access.check.postgres') && !bench.wanted('access.list.postgres')) return;
    const { url, drop } = await testPostgres();
    yield* measured(bench, url, '.postgres');
    await drop();
  },
};

async function* measured({ rounds, quick, scratch, wanted }: Bench, address: string, suffix: string) {
  const directory = mkdtempSync(join(scratch, 'access-school-'));
  const school = createServer({ plugins: academy, database: address, directory, logLevel: 'silent' });
  await school.migrate();
  const owner = { name: 'Ana Ibarra', email: 'ana@example.org', password: 'a long sentence' };
  await school.host.fillsOf(setupSlot)[0]!.prepare({ schoolName: 'Bench', owner });
  const here = (await school.organizations())[0]!;
  const begun = performance.now();
  await school.inside(() => fill(school, here));
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const asking = askingIn(school, here);
  const bare = readsOf(address);
  const times = quick ? 200 : 2_000;
  try {
    if (wanted(`access.check${suffix}`)) yield await check(asking, bare, here, { rounds, times, seconds, suffix });
    if (wanted(`access.list${suffix}`)) yield await list(asking, school, { rounds, times: times / 10, suffix });
  } finally {
    await bare.close();
    await school.stop();
  }
}

/** As the pipeline does it: who asks is known, and what is known is compared with the database at each request. */
function askingIn(school: School, here: string) {
  const { data } = { data: school.database };
  let asked = '';
  const identity = () => {
    const actor = { kind: 'person', id: asked } as const;
    return { actor, org: here, session: 'bench', expires: new Date('2999-01-01') };
  };
  const authenticator = {
    cookie: '',
    identify: async () => identity(),
    identityOf: async () => identity(),
    admit: async () => identity(),
  };
  const [authorizer] = school.host.fillsOf(authorizerSlot);
  const kernel = createAccess(
    data,
    () => ({ authenticator, authorizer: authorizer! }),
    () => new Date(),
  );
  return {
    kernel,
    async as<T>(person: string, work: (known: Known) => Promise<T>): Promise<T> {
      asked = person;
      const known = (await kernel.admit({ email: '', name: '' }))!;
      const scope: Scope = { actor: known.identity.actor, org: here, request: 'bench', via: 'http' };
      kernel.bind(scope, known);
      return runInScope(scope, () => work(known));
    },
  };
}
type Asking = ReturnType<typeof askingIn>;

/** Microseconds of one. */
async function timed(times: number, work: (n: number) => unknown): Promise<number> {
  for (let n = 0; n < times / 10; n++) await work(n);
  const begun = performance.now();
  for (let n = 0; n < times; n++) await work(n);
  return ((performance.now() - begun) * 1_000) / times;
}

async function check(
  { kernel, as }: Asking,
  bare: BareReads,
  here: string,
  { rounds, times, seconds, suffix }: { rounds: number; times: number; seconds: number; suffix: string },
): Promise<Result> {
  const course = (n: number) => courseId((n * 7_919) % crowd.courses);
  const recognised = await timed(100, (n) => as(`usr-${String(1_000 + n).padStart(6, '0')}`, async () => undefined));
  const taken = await as(persons.someHundred, async (known) =>
    alternating(rounds, (side) =>
      timed(times, (n) =>
        side === 'ours' ? kernel.verdict(known, 'course.write', course(n)) : bare.one(here, course(n)),
      ),
    ),
  );
  const { ours, bare: read, ratio } = mediansOf(taken, (one) => one);
  const detail = { firstOfAPersonMicroseconds: Math.round(recognised), secondsToFill: seconds };
  return { name: `access.check${suffix}`, ours: round2(ours), bare: round2(read), ratio, unit: 'us', detail };
}

async function list(
  { kernel, as }: Asking,
  { database }: School,
  { rounds, times, suffix }: { rounds: number; times: number; suffix: string },
): Promise<Result> {
  const pages = (person: string) =>
    as(person, async () => {
      const rows = await seen();
      const taken = await alternating(rounds, (side) =>
        timed(times, () => (side === 'ours' ? seen() : database.all(unfiltered, first))),
      );
      return { ...mediansOf(taken, (one) => one), rows: rows.length };
    });
  const seen = async () => {
    const visible = await kernel.visibleOf('course', 'course.write');
    return database.all(filtered.for(visible), { ...first, visible });
  };
  const [hundredth, half] = [await pages(persons.someHundred), await pages(persons.half)];
  return {
    name: `access.list${suffix}`,
    ours: round2(hundredth.ours),
    bare: round2(hundredth.bare),
    ratio: hundredth.ratio,
    unit: 'us',
    detail: {
      rowsOfAHundredth: hundredth.rows,
      halfMicroseconds: round2(half.ours),
      ratioOfHalf: half.ratio,
      rowsOfHalf: half.rows,
    },
  };
}
