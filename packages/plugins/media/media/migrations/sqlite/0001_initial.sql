-- media: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "media_items" (
  "id" text not null,
  "course" text not null,
  "digest" text not null,
  "size" integer not null,
  "name" text not null,
  "title" text not null,
  "kind" text not null,
  "mime" text not null,
  "width" integer,
  "height" integer,
  "added_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "media_items_unique_course_digest" on "media_items" ("course", "digest");

create index "media_items_by_org_id_course_id" on "media_items" ("org_id", "course", "id");

create table "media_items_fts_rows" (
  "row" integer primary key,
  "row_key" text not null unique
) strict;

create view "media_items_fts_text" as
select "media_items_fts_rows"."row", "media_items_fts_rows"."row_key", "media_items"."org_id", "media_items"."title", "media_items"."name"
from "media_items_fts_rows" join "media_items" on "media_items"."id" = "media_items_fts_rows"."row_key";

create virtual table "media_items_fts" using fts5(
  "row_key" unindexed, "org_id" unindexed, "title", "name",
  content="media_items_fts_text", content_rowid="row", tokenize='unicode61 remove_diacritics 2'
);

create trigger "media_items_fts_insert" after insert on "media_items" begin
  insert into "media_items_fts_rows" ("row_key") values (new."id");
  insert into "media_items_fts" (rowid, "row_key", "org_id", "title", "name") select "row", new."id", new."org_id", new."title", new."name" from "media_items_fts_rows" where "row_key" = new."id";
end;

create trigger "media_items_fts_update" after update of "id", "org_id", "title", "name" on "media_items"
when old."id" is not new."id" or old."org_id" is not new."org_id" or old."title" is not new."title" or old."name" is not new."name" begin
  insert into "media_items_fts" ("media_items_fts", rowid, "row_key", "org_id", "title", "name") select 'delete', "row", old."id", old."org_id", old."title", old."name" from "media_items_fts_rows" where "row_key" = old."id";
  update "media_items_fts_rows" set "row_key" = new."id" where "row_key" = old."id";
  insert into "media_items_fts" (rowid, "row_key", "org_id", "title", "name") select "row", new."id", new."org_id", new."title", new."name" from "media_items_fts_rows" where "row_key" = new."id";
end;

create trigger "media_items_fts_delete" after delete on "media_items" begin
  insert into "media_items_fts" ("media_items_fts", rowid, "row_key", "org_id", "title", "name") select 'delete', "row", old."id", old."org_id", old."title", old."name" from "media_items_fts_rows" where "row_key" = old."id";
  delete from "media_items_fts_rows" where "row_key" = old."id";
end;

create table "media_parts" (
  "upload" text not null,
  "start" integer not null,
  "size" integer not null,
  "digest" text not null,
  "org_id" text not null,
  primary key ("upload", "start")
) strict, without rowid;

create table "media_uploads" (
  "id" text not null,
  "course" text not null,
  "name" text not null,
  "metadata" text not null,
  "length" integer not null,
  "received" integer not null,
  "media" text,
  "active_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "media_uploads_by_course" on "media_uploads" ("course");

create index "media_uploads_by_org_id_active_at" on "media_uploads" ("org_id", "active_at");
