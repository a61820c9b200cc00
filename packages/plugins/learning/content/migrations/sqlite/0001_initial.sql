-- content: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "assets" (
  "id" text not null,
  "course" text not null,
  "digest" text not null,
  "size" integer not null,
  "name" text not null,
  "mime" text not null,
  "width" integer,
  "height" integer,
  "added_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "assets_unique_course_digest" on "assets" ("course", "digest");

create table "lesson_versions" (
  "lesson" text not null,
  "version" integer not null,
  "text" text not null,
  "digest" text not null,
  "minutes" integer not null,
  "saved_at" text not null,
  "org_id" text not null,
  primary key ("lesson", "version")
) strict, without rowid;
