-- content: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "lesson_media" (
  "lesson" text collate "C" not null,
  "media" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("lesson", "media")
);

create index "lesson_media_by_media" on "lesson_media" ("media");

create policy "organization" on "lesson_media" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "lesson_media" enable row level security;

alter table "lesson_media" force row level security;

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
