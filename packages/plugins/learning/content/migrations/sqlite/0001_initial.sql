-- content: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "lesson_media" (
  "lesson" text not null,
  "media" text not null,
  "org_id" text not null,
  primary key ("lesson", "media")
) strict, without rowid;

create index "lesson_media_by_media" on "lesson_media" ("media");

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
