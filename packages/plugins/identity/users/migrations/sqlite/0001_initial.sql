-- users: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "users" (
  "id" text not null,
  "name" text not null,
  "sort_key" text not null,
  "email" text not null,
  "locale" text,
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
select id, name, sort_key, cast(null as text) as picture from users;
