// What the tenancy check lets through and what it refuses, as raw SQL in the parameters of both dialects.
import { describe, expect, it } from 'vitest';
import { assertTenancy, TenancyError, type TenancyRules } from '../../src/data/tenancy.ts';

/** Tenant tables, a published view and a full-text table with their organization column, and two global tables. */
const organizations: Record<string, string | undefined> = {
  courses: 'org_id',
  enrollments: 'org_id',
  jobs: 'org_id',
  course_names: 'org_id',
  courses_fts: 'org_id',
  accounts: undefined,
  invitations: undefined,
};
const rules: TenancyRules = {
  organizationColumn: (table) => (Object.hasOwn(organizations, table) ? organizations[table] : 'unknown'),
};

describe('raw SQL', () => {
  const allowed = {
    'a plain filter': `select * from courses where org_id = :org`,
    'the organization on the left': `select * from courses where :org = courses.org_id`,
    'a cast of the organization': `select * from courses where org_id = :org::text`,
    'an alias': `select c.title from courses as c where c.org_id = :org and c.price > 3`,
    'an alias in camel case': `select "teacherCourses".title from courses as "teacherCourses" where "teacherCourses".org_id = :org`,
    'a schema': `select * from main.courses where courses.org_id = :org`,
    'capital letters': `SELECT Title FROM Courses WHERE Org_Id = :org`,
    'nested parentheses': `select * from courses where ((price = 1) and ((org_id = :org) and price < 2))`,
    'or beside it': `select * from courses where org_id = :org and (price = 1 or price = 2)`,
    'between before it': `select * from courses where price between :low and :high and org_id = :org`,
    'between after it': `select * from courses where org_id = :org and price not between 1 and 3 and title like 'a%'`,
    'not beside it': `select * from courses where not published and org_id = :org`,
    'case beside it': `select case when price > 1 and published or id = 'x' then 1 else 2 end as size from courses where org_id = :org and case when price > 0 then 1 else 0 end = 1`,
    'keyset paging': `select * from courses where org_id = :org and (price, id) > (:price, :id) order by price, id collate "C" limit :limit offset :offset`,
    'null-safe comparison': `select * from courses where org_id = :org and parent is not distinct from :parent and title is distinct from 'x'`,
    'a comma join': `select * from courses c, enrollments e where c.org_id = :org and e.org_id = c.org_id and e.course = c.id`,
    'an inner join through its on': `select * from courses c join enrollments e on e.org_id = c.org_id and e.course = c.id where c.org_id = :org`,
    'an inner join that filters both': `select * from courses c inner join enrollments e on e.org_id = :org and c.org_id = :org`,
    'a left join by its own on': `select * from courses c left outer join enrollments e on e.org_id = :org and e.course = c.id where c.org_id = :org`,
    'a chain of left joins': `select * from courses c left join enrollments e on e.org_id = c.org_id left join jobs j on j.org_id = e.org_id where c.org_id = :org`,
    'a left join filtered in where': `select * from courses c left join enrollments e on e.course = c.id where c.org_id = :org and e.org_id = c.org_id`,
    'left() in a condition': `select * from courses c join enrollments e on left(e.course, 3) = right(c.id, 3) left join accounts a on a.id = 1 where c.org_id = :org and e.org_id = :org`,
    'join using': `select * from courses c join enrollments e using (id) where c.org_id = :org and e.org_id = :org`,
    'cross join of a global table': `select * from courses cross join accounts where courses.org_id = :org`,
    'a subquery in where': `select * from courses where org_id = :org and id in (select course from enrollments where org_id = :org)`,
    'a correlated subquery that leans on the outer table': `select * from courses c where c.org_id = :org and not exists (select 1 from enrollments e where e.org_id = c.org_id and e.course = c.id)`,
    'a subquery in the select list': `select id, (select count(*) from enrollments e where e.org_id = :org and e.course = courses.id) as n from courses where org_id = :org`,
    'a subquery two levels down': `select * from courses c where c.org_id = :org and exists (select 1 from accounts where exists (select 1 from enrollments e where e.org_id = c.org_id))`,
    'a subquery in from': `select s.n from (select count(*) as n from courses where org_id = :org) s, accounts`,
    'a lateral subquery': `select * from courses c left join lateral (select e.person from enrollments e where e.org_id = c.org_id limit 1) latest on true where c.org_id = :org`,
    'a subquery in order by': `select * from accounts order by (select max(price) from courses where org_id = :org)`,
    'values as a table': `select v.a from (values (1, 2), (3, 4)) as v (a, b)`,
    'a common table': `with c as (select * from courses where org_id = :org) select * from c`,
    'two common tables': `with c (id) as not materialized (select id from courses where org_id = :org), d as (select * from c) select * from d join c on c.id = d.id`,
    'a recursive common table': `with recursive tree (id) as (select id from courses where org_id = :org and parent is null union all select c.id from courses c join tree on c.parent = tree.id where c.org_id = :org) select * from tree`,
    'a common table in a subquery': `select * from accounts where id in (with c as (select price from courses where org_id = :org) select price from c)`,
    'a change in a common table': `with gone as (delete from jobs where org_id = :org returning id) select count(*) from gone`,
    'a union': `select id from courses where org_id = :org union all select id from jobs where org_id = :org except select id from accounts order by id limit 3`,
    'parenthesised union': `(select id from courses where org_id = :org limit 1) union (select id from jobs where org_id = :org) order by id limit 3`,
    'group, having, window': `select price, count(*) filter (where published) as n, row_number() over (partition by price order by title) as r, sum(price) over w from courses where org_id = :org group by price, title having count(*) > 1 window w as (order by price rows between 1 preceding and current row) order by n desc nulls last`,
    'within group': `select percentile_cont(0.5) within group (order by price) from courses where org_id = :org`,
    'distinct on': `select distinct on (price) price, id from courses where org_id = :org order by price, id`,
    distinct: `select distinct title from courses where org_id = :org`,
    'aggregates with order': `select string_agg(distinct title, ',' order by title) from courses where org_id = :org`,
    'claim a job': `update jobs set state = 'running' where org_id = :org and id in (select id from jobs where org_id = :org and state = 'ready' order by at limit 1 for update skip locked) returning *`,
    'lock one of two': `select * from courses c join enrollments e on e.org_id = c.org_id where c.org_id = :org for no key update of c nowait`,
    'a global table': `select * from accounts where id = :id`,
    'no table': `select 1, current_timestamp, :x::int + 1`,
    'json operators': `select settings ->> 'a', settings #>> '{"a","b"}', settings -> 'b' -> 0, settings @> :j::jsonb from courses where org_id = :org`,
    'json unfolded': `select e.value from courses c, json_each(c.tags) as e where c.org_id = :org and e.value <> ''`,
    'a list as one parameter': `select id from courses where org_id = :org and id in (select value from json_array_elements_text(:ids::json))`,
    'ranges as one parameter': `select id from courses where org_id = :org and exists (select 1 from json_each(:ranges) as "seen" where parent >= json_extract("seen"."value", '$[0]') and parent < ("seen"."value" ->> 1) collate "C")`,
    'time between': `select cast(round((julianday(b) - julianday(a)) * 86400000) as integer), cast(round(extract(epoch from (b - a)) * 1000) as bigint) from jobs where org_id = :org`,
    'unnest with ordinality': `select u.id, u.n from unnest(:ids::text[]) with ordinality as u (id, n) join courses c on c.id = u.id where c.org_id = :org`,
    'a record set': `insert into courses (org_id, id, price) select :org, r.id, r.price from jsonb_to_recordset(:rows::jsonb) as r (id text, price numeric(10, 2))`,
    'full text in SQLite': `select id from courses_fts where courses_fts match :words and org_id = :org order by bm25(courses_fts)`,
    'full text in Postgres': `select id, ts_rank(words, to_tsquery('simple', :q)) from courses where org_id = :org and to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(id, '')) @@ to_tsquery('simple', :q)`,
    'a published view': `select n.title from enrollments e join course_names n on n.org_id = e.org_id and n.id = e.course where e.org_id = :org`,
    'words in functions': `select extract(epoch from created_at), substring(title from 1 for 3), trim(both ' ' from title), cast(price as numeric(10, 2)) from courses where org_id = :org`,
    'at time zone': `select date_trunc('day', created_at at time zone 'utc') from courses where org_id = :org and created_at > now() - interval '1 day'`,
    'statement words as quoted names': `select "from", "table" from courses where org_id = :org and "select" = 1`,
    'text that looks like SQL': `select 'select * from courses; -- /*' as "a;b", 'it''s' from accounts`,
    'an insert': `insert into courses (id, org_id, title) values (:id, :org, 'x'), ('b', :org, upper(:t)) returning id`,
    'an insert from a query': `insert into enrollments (course, person, org_id) select c.id, :person, :org as org_id from courses c where c.org_id = :org`,
    'an insert from a query, or nothing': `insert into enrollments (course, org_id) select c.id, :org::text from courses c where c.org_id = :org on conflict do nothing`,
    'an insert from a union': `insert into enrollments (org_id, course) select :org, id from accounts union all select :org, 'x'`,
    'an insert with a common table': `with c as (select id from courses where org_id = :org) insert into enrollments (org_id, course) select :org, id from c`,
    'an upsert': `insert into courses as c (org_id, id, title) values (:org, :id, :t) on conflict (org_id, id) where price > 0 do update set title = excluded.title, price = c.price + 1 where c.title <> excluded.title returning c.id`,
    'an upsert, or nothing': `insert into courses (org_id, id) values (:org, :id) on conflict (id) do nothing`,
    'an insert of defaults into a global table': `insert into accounts default values returning id`,
    'an upsert of a global table': `insert into accounts (id, n) values (1, 2) on conflict (id) do update set n = excluded.n`,
    'an update': `update courses set title = :t, (price, parent) = (1, null) where org_id = :org and id = :id returning *`,
    'an update from another table': `update courses as c set price = e.score from enrollments e where e.org_id = c.org_id and c.org_id = :org and e.course = c.id`,
    'an update by a subquery': `update courses set price = (select count(*) from enrollments e where e.org_id = courses.org_id and e.course = courses.id) where courses.org_id = :org`,
    'a delete': `delete from courses where org_id = :org and price is not distinct from 3 returning id`,
    'a delete using another table': `delete from courses c using enrollments e, accounts where e.org_id = :org and c.org_id = e.org_id`,
    'any of an array': `select * from courses where org_id = :org and id = any(array['a', 'b']::text[]) and tags[1] <> all(:tags::text[])`,
  };
  /** By the words of the reason, so that no statement is refused for a reason that is not its own. */
  const refused: Record<string, Record<string, string>> = {
    'is a tenant table without its organization': {
      'a column in capitals, which is another one in Postgres': `select * from courses where "ORG_ID" = :org`,
      'no filter': `select * from courses`,
      'a constant': `select * from courses where org_id = 'other'`,
      'another parameter': `select * from courses where org_id = :someone`,
      'another column': `select * from courses where id = :org`,
      or: `select * from courses where org_id = :org or price = 1`,
      'or in nested parentheses': `select * from courses where (price = 2 and (org_id = :org or price = 1))`,
      'or around and': `select * from courses where org_id = :org and price = 1 or price = 2`,
      not: `select * from courses where not (org_id = :org)`,
      'not without parentheses': `select * from courses where not org_id = :org`,
      'not equal': `select * from courses where org_id <> :org`,
      'at least': `select * from courses where org_id >= :org`,
      'null-safe equality of SQLite': `select * from courses where org_id is :org`,
      'a list': `select * from courses where org_id in (:org, 'other')`,
      'any of them': `select * from courses where org_id = any(:org)`,
      'case hides or': `select * from courses where case when 1 = 1 then 1 else org_id = :org end = 1`,
      'case swallows and': `select * from courses where case when price = 1 and org_id = :org and price = 1 then 1 else 1 end = 1`,
      'between swallows and': `select * from courses where 1 between 0 and (org_id = :org)`,
      'nested between': `select * from courses where 0 between 0 between 1 and 2 and (org_id = :org)`,
      'a comparison of a comparison': `select * from courses where org_id = :org = 0`,
      'is false': `select * from courses where org_id = :org is false`,
      concatenation: `select * from courses where org_id = :org || 'x'`,
      'concatenation of the column': `select * from courses c where c.org_id || 'x' = :org`,
      'concatenation of a cast': `select * from courses where org_id = :org::text || 'x'`,
      collation: `select * from courses where org_id = :org collate nocase`,
      'another cast': `select * from courses where org_id = :org::"char"`,
      'a function': `select * from courses where lower(org_id) = :org`,
      'a row': `select * from courses where (org_id, id) = (:org, 1)`,
      'only in having': `select org_id from courses group by org_id having org_id = :org`,
      'only in the select list': `select org_id = :org from courses`,
      'only in a filter': `select count(*) filter (where org_id = :org) from courses`,
      'only in an exists': `select * from courses c where exists (select 1 where c.org_id = :org)`,
      'a join forgotten': `select * from courses c join enrollments e on e.course = c.id where c.org_id = :org`,
      'a comma forgotten': `select * from courses c, enrollments e where c.org_id = :org`,
      'the same table twice': `select * from courses a join courses b on a.id = b.id where a.org_id = :org`,
      'an unqualified name beside another table': `select * from courses c join accounts a on a.id = c.price where org_id = :org`,
      'an alias that means another table for a subquery in from': `select 1 from invitations c where exists (select 1 from courses c, (select 1 from enrollments e where e.org_id = c.org_id) x where c.org_id = :org)`,
      'an unqualified name of two tables': `select * from courses c join enrollments e on e.course = c.id where org_id = :org`,
      'a left join without its on': `select * from courses c left join enrollments e on e.course = c.id where c.org_id = :org`,
      'a left join that guards the wrong side': `select * from courses c left join enrollments e on c.org_id = :org and e.org_id = :org`,
      'a left join that leans on an open side': `select * from courses c left join enrollments e on e.org_id = c.org_id`,
      'two that lean on each other': `select * from courses c join enrollments e on e.org_id = c.org_id and c.org_id = e.org_id`,
      'one that leans on itself': `select * from courses c where c.org_id = c.org_id`,
      'a global column': `select * from courses c join invitations i on i.org_id = c.org_id where i.org_id = :org`,
      'a column of a subquery': `select * from courses c join (select 'x' as org_id) s on s.org_id = c.org_id where s.org_id = :org`,
      'a subquery forgotten': `select * from courses where org_id = :org and id in (select course from enrollments)`,
      'a scalar subquery forgotten': `select (select count(*) from courses) from accounts`,
      'a subquery in from forgotten': `select * from (select * from courses) c where c.org_id = :org`,
      'a lateral subquery forgotten': `select * from courses c cross join lateral (select * from enrollments e where e.course = c.id) x where c.org_id = :org`,
      'a subquery in limit': `select * from accounts limit (select count(*) from courses)`,
      'a subquery in order by': `select * from accounts order by (select max(price) from courses)`,
      'a subquery in group by': `select 1 from accounts group by (select max(price) from courses)`,
      'a subquery in having': `select 1 from accounts group by id having (select max(price) from courses) > 1`,
      'a subquery in a window': `select sum(id) over (order by (select max(price) from courses)) from accounts`,
      'a subquery in a named window': `select sum(id) over w from accounts window w as (order by (select max(price) from courses))`,
      'a subquery in an argument': `select coalesce(null, (select max(price) from courses)) from accounts`,
      'a subquery in an aggregate': `select count(*) filter (where id in (select price from courses)) from accounts`,
      'a subquery in an array': `select array(select title from courses)`,
      'a subquery in array brackets': `select array[(select max(title) from courses)]`,
      'a subquery in case': `select case when 1 = 1 then (select max(price) from courses) end from accounts`,
      'a subquery in distinct on': `select distinct on ((select max(price) from courses)) 1 from accounts`,
      'a subquery in a table function': `select * from json_each((select json_group_array(title) from courses))`,
      'a subquery in on': `select * from accounts a join invitations i on i.id = (select max(price) from courses)`,
      'a subquery in extract': `select extract(epoch from (select max(created_at) from courses))`,
      'a subquery in values': `insert into accounts (id) values ((select max(price) from courses))`,
      'a subquery in set': `update accounts set n = (select max(price) from courses)`,
      'a subquery in returning': `delete from accounts returning (select max(price) from courses)`,
      'a subquery in on conflict': `insert into accounts (id) values (1) on conflict (id) do update set id = (select max(price) from courses)`,
      'a subquery in on conflict where': `insert into accounts (id) values (1) on conflict (id) do update set id = 1 where exists (select 1 from courses)`,
      'a common table forgotten': `with c as (select * from courses) select * from c`,
      'a common table that is not used': `with c as (delete from courses returning 1) select 1`,
      'a recursive part forgotten': `with recursive t as (select id from courses where org_id = :org union all select c.id from courses c join t on c.parent = t.id) select * from t`,
      'a union forgotten': `select id from courses where org_id = :org union select id from courses`,
      'a parenthesised union forgotten': `(select id from courses where org_id = :org) union (select id from courses)`,
      'a filter of the other part': `select id from courses union select id from courses where org_id = :org`,
      'a schema': `select * from main."courses"`,
      'capital letters': `SELECT * FROM COURSES`,
      'an update': `update courses set price = 1 where id = 'x'`,
      'an update from a forgotten table': `update accounts set n = 1 from courses where accounts.id = courses.price`,
      'an update that guards the other table': `update courses c set price = 1 from enrollments e where e.org_id = :org and e.course = c.id`,
      'a delete': `delete from courses`,
      'a delete of the other table': `delete from courses c using enrollments e where e.org_id = :org and c.id = e.course`,
      'a delete using a forgotten table': `delete from accounts using courses where accounts.id = courses.price`,
      'an insert from all': `insert into enrollments (org_id, course) select :org, id from courses`,
      'an outer alias that is used twice': `select 1 from courses c where c.org_id = :org and exists (select 1 from invitations c, lateral (select 1 from enrollments e where e.org_id = c.org_id) x)`,
      'an outer alias that the subquery hides': `select 1 from courses c where c.org_id = :org and exists (select 1 from invitations c where exists (select 1 from enrollments e where e.org_id = c.org_id))`,
      'a column of Postgres called distinct': `select courses.is distinct from courses`,
      'a bare label of Postgres called distinct': `select 1 distinct from courses`,
      'a label called distinct': `select 1 as distinct from courses`,
      'labels called case and end': `select 1 as case, 2 as end from courses`,
      'a label called case': `select 1 case, 2 end from courses`,
    },
    'in a place where a table was expected': {
      'a right join': `select * from enrollments e right join courses c on c.org_id = :org where e.org_id = :org`,
      'a full join': `select * from courses c full outer join enrollments e on c.org_id = :org and e.org_id = :org`,
      'a natural join': `select * from courses natural join enrollments where courses.org_id = :org and enrollments.org_id = :org`,
      'renamed columns': `select * from courses as c (id, org_id) where c.org_id = :org`,
      only: `select * from only courses where org_id = :org`,
      'a string as table': `select * from 'courses'`,
      'an index hint': `select * from courses indexed by x where org_id = :org`,
      tablesample: `select * from courses tablesample system (10) where org_id = :org`,
      'update or replace': `update or replace courses set id = 'x' where org_id = :org`,
    },
    'hides the table': {
      'a common table with the name of a table': `with courses as (select 1) select * from courses`,
    },
    'differ by case only': {
      'a common table with the name of a table in capitals': `with "COURSES" as (select 1) select * from courses where org_id = :org`,
    },
    'nobody declared a table': {
      'a common table out of scope': `select * from (with c as (select 1) select * from c) s, c`,
      'a schema before a common table': `with c as (select 1) select * from main.c`,
      'a quoted table in capitals': `select * from "COURSES" where "COURSES".org_id = :org`,
      'an undeclared table': `select * from secrets`,
      'the catalogue': `select most_common_vals from pg_stats`,
      'the catalogue of SQLite': `select sql from sqlite_master`,
    },
    'the schema': {
      'another schema': `select * from other.courses where courses.org_id = :org`,
    },
    'is not a known table function': {
      'an undeclared table function': `select * from dblink('select * from courses')`,
      'a tenant table called': `select * from courses('x') where org_id = :org`,
    },
    'is not known to read no table': {
      'SQL in a string': `select query_to_xml('select * from courses', true, true, '')`,
      'SQL in a string of full text': `select ts_rewrite('a'::tsquery, 'select t, s from courses')`,
      'a function by another name': `select pg_catalog.query_to_xml('select * from courses', true, true, '')`,
      'a known name in another schema': `select evil.count(1)`,
      'a quoted function': `select "table_to_xml"('courses', true, true, '')`,
    },
    'parentheses in from that hold no query': {
      'a parenthesised table': `select count(*) from (courses)`,
      'a parenthesised join': `select count(*) from (accounts join courses on 1 = 1)`,
    },
    'a statement other than select, insert, update or delete': {
      'the table command': `table courses`,
      'the table command in a union': `select 1 union table courses`,
      merge: `merge into accounts a using courses c on a.id = c.price when matched then delete`,
      truncate: `truncate courses`,
      'create table as': `create table x as select * from courses`,
      copy: `copy courses to '/tmp/x'`,
      pragma: `pragma table_info(courses)`,
      explain: `explain select * from courses where org_id = :org`,
      'replace into': `replace into courses (org_id, id) values (:org, 'x')`,
    },
    'in a place this check does not understand': {
      'the table command in a subquery': `select exists (table courses)`,
      'select into': `select * into accounts from courses where org_id = :org`,
    },
    '"in" without a list': {
      'in without parentheses': `select * from accounts where id in courses`,
      'in of a quoted name': `select * from accounts where id in "courses"`,
      'in of a string': `select * from accounts where id in 'courses'`,
      'in of a schema': `select * from accounts where id in main.courses`,
    },
    'more than one statement': {
      'two statements': `select 1; delete from courses`,
      'a semicolon at the end': `select * from courses where org_id = :org;`,
    },
    'an insert that may replace rows': {
      'insert or replace': `insert or replace into courses (org_id, id) values (:org, 'x')`,
    },
    'the organization of a row cannot be changed': {
      'an update that moves the row': `update courses set org_id = 'other' where org_id = :org`,
      'an update that moves the row, in capitals': `update courses set "ORG_ID" = 'other' where id = 'x'`,
      'an update that moves the row by a row': `update courses set (price, org_id) = (1, 'x') where org_id = :org`,
      'an upsert that moves the row': `insert into courses (org_id, id) values (:org, 'x') on conflict (org_id, id) do update set org_id = 'other'`,
    },
    'a set that is not understood': {
      'an update of an element': `update courses set org_id[1] = 'x' where org_id = :org`,
      'an update with a string for a column': `update courses set 'org_id' = 'x' where org_id = :org`,
    },
    'an insert into a tenant table does not set the organization': {
      'an insert elsewhere': `insert into courses (org_id, id) values ('other', 'x')`,
      'an insert of a parameter': `insert into courses (org_id, id) values (:id, 'x')`,
      'an insert, second row elsewhere': `insert into courses (org_id, id) values (:org, 'x'), ('other', 'y')`,
      'an insert, values in another order': `insert into courses (id, org_id) values (:org, 'other')`,
      'an insert without columns': `insert into courses values (:org, 'x')`,
      'an insert without the organization': `insert into courses (id) values ('x')`,
      'an insert of defaults': `insert into courses default values`,
      'an insert with the organization twice': `insert into courses (org_id, id, org_id) values (:org, 'x', 'other')`,
      'an insert of a column that a left join leaves null': `insert into enrollments (org_id, course) select c.org_id, a.n from accounts a left join courses c on c.org_id = :org`,
      'an insert of the column of others': `insert into enrollments (org_id, course) select i.org_id, c.id from courses c, invitations i where c.org_id = :org`,
      'an insert after a star': `insert into enrollments (course, org_id) select a.*, :org from accounts a`,
      'an insert from a union, one part elsewhere': `insert into enrollments (org_id, course) select :org, 'x' union select 'other', 'y'`,
      'an insert of an expression': `insert into courses (org_id, id) values (:org || 'x', 'x')`,
    },
    'a command to a full-text table': {
      'a full-text command': `insert into courses_fts (courses_fts, org_id) values ('delete-all', :org)`,
    },
    'on conflict do update may find a row of another organization': {
      'an upsert by another key': `insert into courses (org_id, id) values (:org, 'x') on conflict (id) do update set price = 2`,
      'an upsert by any key': `insert into courses (org_id, id) values (:org, 'x') on conflict do update set price = 2`,
      'an upsert by an expression': `insert into courses (org_id, id) values (:org, 'x') on conflict (lower(org_id), id) do update set price = 2`,
      'a second upsert by another key': `insert into courses (org_id, id) values (:org, 'x') on conflict (org_id, id) do nothing on conflict (id) do update set price = 2`,
    },
    'on conflict with a constraint': {
      'an upsert by a constraint': `insert into courses (org_id, id) values (:org, 'x') on conflict on constraint courses_pkey do update set price = 2`,
    },
    'is named twice': {
      'an alias used twice': `select * from courses c join invitations c on 1 = 1 where c.org_id = :org`,
    },
    'a "for" that locks nothing': {
      'for without a lock': `select * from courses where org_id = :org for (select 1)`,
    },
    'with nothing after it': {
      'an empty where': `select * from courses where group by 1`,
    },
    'where it does not belong': {
      'clauses in another order': `select * where org_id = :org from courses`,
      'two wheres': `select * from courses where org_id = :org where price = 1`,
    },
  };

  it.each(Object.entries(allowed))('allows %s', (_, statement) => {
    for (const { text, names } of bothDialects(statement))
      expect(() => assertTenancy('q', text, names, rules)).not.toThrow();
  });
  describe.each(Object.entries(refused))('what %s', (reason, statements) => {
    it.each(Object.entries(statements))('refuses %s', (_, statement) => {
      for (const { text, names } of bothDialects(statement)) expect(errorOf(text, names).reason).toContain(reason);
    });
  });
});

describe('the error', () => {
  it('names the query, the reason, the way out and the SQL', () => {
    const error = errorOf('select * from courses c', []);
    expect(error).toMatchObject({ name: 'TenancyError', query: 'q' });
    expect(error.message).toBe(
      `q does not compile: "c" (courses) is a tenant table without its organization; ` +
        `add c.org_id = the unit's organization to where, or to on of its join\n  select * from courses c`,
    );
  });
  it('says which table nobody declared and which function is not known', () => {
    expect(errorOf('select * from secrets', []).reason).toBe('nobody declared a table "secrets"');
    expect(errorOf('select evil(1)', []).reason).toBe('the function evil() is not known to read no table');
  });
});

interface Rendered {
  readonly text: string;
  readonly names: readonly (string | undefined)[];
}

/** `:org` stands for the unit's organization, every other `:name` for data. */
function bothDialects(statement: string): Rendered[] {
  const names: string[] = [];
  const named = /(?<!:):([a-z]+)/g;
  const numbered = statement.replace(named, (_, name: string) => `$${names.push(name === 'org' ? '$org' : name)}`);
  return [
    { text: statement.replace(named, '?'), names },
    { text: numbered, names },
  ];
}

function errorOf(text: string, names: readonly (string | undefined)[]): TenancyError {
  try {
    assertTenancy('q', text, names, rules);
  } catch (error) {
    if (error instanceof TenancyError) return error;
    throw error;
  }
  throw new Error(`compiled: ${text}`);
}
