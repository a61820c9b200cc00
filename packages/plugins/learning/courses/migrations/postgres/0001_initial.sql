-- courses: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "courses" (
  "id" text collate "C" not null,
  "slug" text collate "C" not null,
  "title" text collate "C" not null,
  "sort_key" text collate "C" not null,
  "summary" text collate "C" not null,
  "description" text collate "C" not null,
  "byline" text collate "C" not null,
  "language" text collate "C" not null,
  "status" text collate "C" not null,
  "lessons" integer not null,
  "minutes" integer not null,
  "published_at" timestamptz(3),
  "created_at" timestamptz(3) not null,
  "changed_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "courses_unique_org_id_slug" on "courses" ("org_id", "slug");

create index "courses_by_org_id_status_published_at_id" on "courses" ("org_id", "status", "published_at", "id");

create policy "organization" on "courses" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "courses" enable row level security;

alter table "courses" force row level security;

create table "courses_fts" (
  "row_key" text collate "C" primary key,
  "org_id" text collate "C" not null,
  "vector" tsvector not null
);

create index "courses_fts_by_vector" on "courses_fts" using gin ("vector");

create function "courses_fts_sync"() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from "courses_fts" where "row_key" = old."id";
  end if;
  if tg_op <> 'DELETE' then
    insert into "courses_fts" ("row_key", "org_id", "vector") values (new."id", new."org_id", to_tsvector('simple', normalize(regexp_replace(normalize(regexp_replace(left(concat_ws(' ', new."title", new."summary"), 200000), '[!-/:-@[-`{-~\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\U0001f000-\U0001faff]+', ' ', 'g'), NFD), '[\u0300-\u036f]', '', 'g'), NFC)));
  end if;
  return null;
end
$$;

create trigger "courses_fts_sync" after insert or delete or update of "id", "org_id", "title", "summary" on "courses"
for each row execute function "courses_fts_sync"();

create table "sections" (
  "id" text collate "C" not null,
  "course" text collate "C" not null references "courses" ("id") on delete cascade,
  "title" text collate "C" not null,
  "position" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "sections_by_course_position" on "sections" ("course", "position");

create policy "organization" on "sections" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "sections" enable row level security;

alter table "sections" force row level security;

create table "lessons" (
  "id" text collate "C" not null,
  "course" text collate "C" not null references "courses" ("id") on delete cascade,
  "section" text collate "C" not null references "sections" ("id") on delete cascade,
  "slug" text collate "C" not null,
  "title" text collate "C" not null,
  "kind" text collate "C" not null,
  "minutes" integer not null,
  "position" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "lessons_unique_course_slug" on "lessons" ("course", "slug");

create index "lessons_by_section_position" on "lessons" ("section", "position");

create policy "organization" on "lessons" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "lessons" enable row level security;

alter table "lessons" force row level security;

create view "course_titles" with (security_invoker = true) as
select id, slug, title, sort_key, status, org_id from courses;
