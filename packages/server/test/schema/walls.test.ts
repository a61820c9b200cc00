// Row-level security of Postgres, with the first wall (the check of compiled statements) left out: bare SQL, plain roles.
import { randomBytes } from 'node:crypto';
import { query, resources, searchText, unitOrg } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { creationOf } from '../../src/schema/ddl.ts';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { courses, school } from './school.ts';

const found = query('test.foundBehindTheWall', { words: searchText() }, (q, p, powers) =>
  q
    .select({ id: courses.id })
    .from(courses)
    .where(and(eq(courses.org, unitOrg), powers.matches(courses, p.words)))
    .orderBy(powers.rank(courses, p.words)),
);

async function connect(url: string, role?: string): Promise<pg.Client> {
  const address = new URL(url);
  if (role) [address.username, address.password] = [role, role];
  const client = new pg.Client(address.href);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
async function plainRole(admin: pg.Client): Promise<string> {
  const name = `plain_${randomBytes(6).toString('hex')}`;
  await admin.query(`create role ${name} login password '${name}'; grant usage, create on schema public to ${name}`);
  return name;
}
const actFor = (client: pg.Client, org: string) => client.query(`select set_config('lectern.org', $1, false)`, [org]);
const ids = async (client: pg.Client, from: string) =>
  (await client.query(`select id from ${from} order by id`)).rows.map((row) => row.id);

let url: string;
let admin: pg.Client;
let owner: pg.Client;
beforeEach(async () => {
  const fresh = await testPostgres();
  url = fresh.url;
  admin = await connect(fresh.superuserUrl);
  owner = await connect(url, await plainRole(admin));
  await owner.query(creationOf('postgres', school).join(';\n'));
  await actFor(owner, '*');
  await owner.query(
    `insert into courses (id, title, open, org_id) values ('a1', 'Knots', true, 'a'), ('a2', 'Sails', false, 'a'), ('b1', 'Secrets', true, 'b')`,
  );
});

describe('the second wall', () => {
  // Red without `force row level security` (the owner sees all) and with a policy that ends in `or true`.
  test('hides the rows of other organizations from a statement that forgot its organization', async () => {
    await actFor(owner, 'a');
    expect(await ids(owner, 'courses')).toEqual(['a1', 'a2']);
    expect((await owner.query(`update courses set title = 'mine'`)).rowCount).toBe(2);
    expect((await owner.query('delete from courses')).rowCount).toBe(2);
    await actFor(owner, '*');
    expect(await ids(owner, 'courses')).toEqual(['b1']);
  });

  test('lets no row be written into another organization or moved there', async () => {
    await actFor(owner, 'a');
    const refused = /row-level security/;
    await expect(owner.query(`insert into courses (id, title, org_id) values ('x', 'x', 'b')`)).rejects.toThrow(
      refused,
    );
    await expect(owner.query(`update courses set org_id = 'b'`)).rejects.toThrow(refused);
    await expect(
      owner.query(
        `insert into courses (id, title, org_id) values ('b1', 'x', 'a') on conflict (id) do update set title = 'taken'`,
      ),
    ).rejects.toThrow(refused);
  });

  test('shows nothing to a connection that was not told for whom it works', async () => {
    const fresh = await connect(url, (await owner.query('select current_user as role')).rows[0].role);
    expect(await ids(fresh, 'courses')).toEqual([]);
    await actFor(fresh, 'a');
    await fresh.query('reset "lectern.org"');
    expect(await ids(fresh, 'courses')).toEqual([]);
  });

  // Red without `security_invoker`: a view of the superuser's shows every row.
  test('holds behind a published view, whoever made it, and for a role that owns nothing', async () => {
    const guest = await plainRole(admin);
    await admin.query(
      `alter view open_courses owner to ${(await admin.query('select current_user as role')).rows[0].role}`,
    );
    await admin.query(`grant select on courses, open_courses to ${guest}`);
    const client = await connect(url, guest);
    expect(await ids(client, 'open_courses')).toEqual([]);
    await actFor(client, 'b');
    expect(await ids(client, 'open_courses')).toEqual(['b1']);
    expect(await ids(client, 'courses')).toEqual(['b1']);
  });

  test('deleting a course takes its lessons along', async () => {
    await owner.query(`insert into lessons (id, course, "order", org_id) values ('l', 'a1', 'a0', 'a')`);
    await actFor(owner, 'a');
    await owner.query(`delete from courses where id = 'a1'`);
    await actFor(owner, '*');
    expect(await ids(owner, 'lessons')).toEqual([]);
  });
});

describe('the indexes behind the second wall', () => {
  const planOf = async (sql: string, values: unknown[] = []) =>
    (await owner.query(`explain ${sql}`, values)).rows.map((row) => row['QUERY PLAN']).join('\n');

  // Red when the vectors have no GIN index, and for `@@` on the table itself, which row-level security keeps from any index.
  test('what the kit asks for full text is found by its index', async () => {
    await owner.query(
      `insert into courses (id, title, summary, org_id) select 'c' || n, 'course ' || n, repeat('word' || (n % 997) || ' lorem ipsum ', 20), 'a' from generate_series(1, 20000) n`,
    );
    await owner.query('vacuum analyze'); // as autovacuum does: the planner avoids a GIN index with a long list of pending entries
    await actFor(owner, 'a');
    const { text, bind } = found.compile('postgres');
    const plan = await planOf(text, bind({ words: 'word567' }, 'a'));
    expect(plan).toMatch(/Bitmap Index Scan on courses_fts_by_vector/);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  // Red without `collate "C"`: the range is compared by the cluster's ICU locale then, and other rows come.
  test('a range of resource paths is read from its index, in the order of code points', async () => {
    await owner.query(creationOf('postgres', snapshotOf([resources])).join(';\n'));
    await owner.query(
      `insert into resources (id, type, path, org_id) select 'r' || n, 'lesson', '/a/' || case n % 3 when 0 then 'Z' when 1 then 'z' else 'ä' end || n || '/', 'a' from generate_series(1, 5000) n`,
    );
    await owner.query('analyze');
    await actFor(owner, 'a');
    const range = `from resources where org_id = 'a' and path >= '/a/Z1' and path < '/a/Z10'`;
    expect(await planOf(`select id ${range}`)).toMatch(/resources_by_org_id_path.*\n\s+Index Cond: .*path >=.*path </);
    expect((await owner.query(`select path ${range} order by path`)).rows.map((row) => row.path)).toEqual([]);
    const whole = (
      await owner.query(`select path from resources where org_id = 'a' and path >= '/a/Z' and path < '/a/['`)
    ).rows;
    expect(whole.length).toBe(1666);
  });
});
