-- courses: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "courses" (
  "id" text not null,
  "slug" text not null,
  "title" text not null,
  "sort_key" text not null,
  "summary" text not null,
  "description" text not null,
  "byline" text not null,
  "language" text not null,
  "status" text not null,
  "lessons" integer not null,
  "minutes" integer not null,
  "published_at" text,
  "created_at" text not null,
  "changed_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "courses_unique_org_id_slug" on "courses" ("org_id", "slug");

create index "courses_by_org_id_status_published_at_id" on "courses" ("org_id", "status", "published_at", "id");

create table "courses_fts_rows" (
  "row" integer primary key,
  "row_key" text not null unique
) strict;

create view "courses_fts_text" as
select "courses_fts_rows"."row", "courses_fts_rows"."row_key", "courses"."org_id", "courses"."title", "courses"."summary"
from "courses_fts_rows" join "courses" on "courses"."id" = "courses_fts_rows"."row_key";

create virtual table "courses_fts" using fts5(
  "row_key" unindexed, "org_id" unindexed, "title", "summary",
  content="courses_fts_text", content_rowid="row", tokenize='unicode61 remove_diacritics 2'
);

create trigger "courses_fts_insert" after insert on "courses" begin
  insert into "courses_fts_rows" ("row_key") values (new."id");
  insert into "courses_fts" (rowid, "row_key", "org_id", "title", "summary") select "row", new."id", new."org_id", new."title", new."summary" from "courses_fts_rows" where "row_key" = new."id";
end;

create trigger "courses_fts_update" after update of "id", "org_id", "title", "summary" on "courses"
when old."id" is not new."id" or old."org_id" is not new."org_id" or old."title" is not new."title" or old."summary" is not new."summary" begin
  insert into "courses_fts" ("courses_fts", rowid, "row_key", "org_id", "title", "summary") select 'delete', "row", old."id", old."org_id", old."title", old."summary" from "courses_fts_rows" where "row_key" = old."id";
  update "courses_fts_rows" set "row_key" = new."id" where "row_key" = old."id";
  insert into "courses_fts" (rowid, "row_key", "org_id", "title", "summary") select "row", new."id", new."org_id", new."title", new."summary" from "courses_fts_rows" where "row_key" = new."id";
end;

create trigger "courses_fts_delete" after delete on "courses" begin
  insert into "courses_fts" ("courses_fts", rowid, "row_key", "org_id", "title", "summary") select 'delete', "row", old."id", old."org_id", old."title", old."summary" from "courses_fts_rows" where "row_key" = old."id";
  delete from "courses_fts_rows" where "row_key" = old."id";
end;

create table "sections" (
  "id" text not null,
  "course" text not null references "courses" ("id") on delete cascade,
  "title" text not null,
  "position" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "sections_by_course_position" on "sections" ("course", "position");

create table "lessons" (
  "id" text not null,
  "course" text not null references "courses" ("id") on delete cascade,
  "section" text not null references "sections" ("id") on delete cascade,
  "slug" text not null,
  "title" text not null,
  "kind" text not null,
  "minutes" integer not null,
  "position" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "lessons_unique_course_slug" on "lessons" ("course", "slug");

create index "lessons_by_section_position" on "lessons" ("section", "position");

create view "course_titles" as
select id, slug, title, sort_key, status, org_id from courses;
