-- content: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "assets" (
  "id" text collate "C" not null,
  "course" text collate "C" not null,
  "digest" text collate "C" not null,
  "size" bigint not null,
  "name" text collate "C" not null,
  "mime" text collate "C" not null,
  "width" integer,
  "height" integer,
  "added_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "assets_unique_course_digest" on "assets" ("course", "digest");

create policy "organization" on "assets" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "assets" enable row level security;

alter table "assets" force row level security;

create table "lesson_versions" (
  "lesson" text collate "C" not null,
  "version" integer not null,
  "text" jsonb not null,
  "digest" text collate "C" not null,
  "minutes" integer not null,
  "saved_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("lesson", "version")
);

create policy "organization" on "lesson_versions" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "lesson_versions" enable row level security;

alter table "lesson_versions" force row level security;
