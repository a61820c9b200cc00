-- users: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "departures" (
  "user" text not null,
  "reason" text not null,
  "by" text,
  "org_id" text not null,
  primary key ("org_id", "user")
) strict, without rowid;

create table "erasure_requests" (
  "user" text not null,
  "asked_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "user")
) strict, without rowid;

create table "external_ids" (
  "user" text not null,
  "external_id" text not null,
  "org_id" text not null,
  primary key ("org_id", "user")
) strict, without rowid;

create unique index "external_ids_unique_org_id_external_id" on "external_ids" ("org_id", "external_id");

create table "merged_accounts" (
  "id" text not null,
  "into" text not null,
  "at" text not null,
  primary key ("id")
) strict;

create index "merged_accounts_by_into" on "merged_accounts" ("into");

create table "person_fields" (
  "id" text not null,
  "key" text not null,
  "type" text not null,
  "label" text not null,
  "hint" text not null,
  "required" integer not null,
  "min" text,
  "max" text,
  "choices" text not null,
  "visible_to" text not null,
  "editors" text not null,
  "position" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "person_fields_unique_org_id_key" on "person_fields" ("org_id", "key");

create index "person_fields_by_org_id_position_id" on "person_fields" ("org_id", "position", "id");

create table "person_field_values" (
  "user" text not null,
  "field" text not null references "person_fields" ("id") on delete cascade,
  "value" text not null,
  "org_id" text not null,
  primary key ("org_id", "user", "field")
) strict, without rowid;

create index "person_field_values_by_org_id_field_value_user" on "person_field_values" ("org_id", "field", "value", "user");

create index "person_field_values_by_field" on "person_field_values" ("field");

create table "person_imports" (
  "id" text not null,
  "name" text not null,
  "started_by" text,
  "file" text,
  "bytes" integer not null,
  "encoding" text not null,
  "delimiter" text not null,
  "columns" text not null,
  "sample" text not null,
  "state" text not null,
  "job" text,
  "key" text not null,
  "dry_run" integer not null,
  "invite" integer not null,
  "site" text,
  "locale" text,
  "granted" text not null,
  "rows" integer not null,
  "bytes_read" integer not null,
  "counts" text not null,
  "stopped" text,
  "created_at" text not null,
  "finished_at" text,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "person_imports_by_org_id_id" on "person_imports" ("org_id", "id");

create table "person_import_remarks" (
  "import" text not null references "person_imports" ("id") on delete cascade,
  "line" integer not null,
  "place" integer not null,
  "refused" integer not null,
  "column" text,
  "code" text,
  "reason" text not null,
  "facts" text not null,
  "cells" text not null,
  "org_id" text not null,
  primary key ("import", "line", "place", "org_id")
) strict, without rowid;

create table "users" (
  "id" text not null,
  "name" text not null,
  "sort_key" text not null,
  "email" text not null,
  "locale" text,
  "time_zone" text,
  "bio" text,
  "links" text,
  "picture" text,
  "created_at" text not null,
  primary key ("id")
) strict;

create unique index "users_unique_email" on "users" ("email");

create index "users_by_sort_key_id" on "users" ("sort_key", "id");

create table "users_fts_rows" (
  "row" integer primary key,
  "row_key" text not null unique
) strict;

create view "users_fts_text" as
select "users_fts_rows"."row", "users_fts_rows"."row_key", "users"."name", "users"."email"
from "users_fts_rows" join "users" on "users"."id" = "users_fts_rows"."row_key";

create virtual table "users_fts" using fts5(
  "row_key" unindexed, "name", "email",
  content="users_fts_text", content_rowid="row", tokenize='unicode61 remove_diacritics 2'
);

create trigger "users_fts_insert" after insert on "users" begin
  insert into "users_fts_rows" ("row_key") values (new."id");
  insert into "users_fts" (rowid, "row_key", "name", "email") select "row", new."id", new."name", new."email" from "users_fts_rows" where "row_key" = new."id";
end;

create trigger "users_fts_update" after update of "id", "name", "email" on "users"
when old."id" is not new."id" or old."name" is not new."name" or old."email" is not new."email" begin
  insert into "users_fts" ("users_fts", rowid, "row_key", "name", "email") select 'delete', "row", old."id", old."name", old."email" from "users_fts_rows" where "row_key" = old."id";
  update "users_fts_rows" set "row_key" = new."id" where "row_key" = old."id";
  insert into "users_fts" (rowid, "row_key", "name", "email") select "row", new."id", new."name", new."email" from "users_fts_rows" where "row_key" = new."id";
end;

create trigger "users_fts_delete" after delete on "users" begin
  insert into "users_fts" ("users_fts", rowid, "row_key", "name", "email") select 'delete', "row", old."id", old."name", old."email" from "users_fts_rows" where "row_key" = old."id";
  delete from "users_fts_rows" where "row_key" = old."id";
end;

create view "people" as
select id, name, sort_key, picture from users;
