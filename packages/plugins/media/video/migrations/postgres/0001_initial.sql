-- video: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "video_captions" (
  "media" text collate "C" not null,
  "language" text collate "C" not null,
  "label" text collate "C" not null,
  "text" text collate "C" not null,
  "digest" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "media", "language")
);

create policy "organization" on "video_captions" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "video_captions" enable row level security;

alter table "video_captions" force row level security;

create table "video_pieces" (
  "media" text collate "C" not null,
  "part" integer not null,
  "track" text collate "C" not null,
  "recipe" text collate "C" not null,
  "digest" text collate "C" not null,
  "init" text collate "C" not null,
  "segments" jsonb not null,
  "samples" integer not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "media", "part", "track")
);

create policy "organization" on "video_pieces" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "video_pieces" enable row level security;

alter table "video_pieces" force row level security;

create table "video_tracks" (
  "media" text collate "C" not null,
  "name" text collate "C" not null,
  "kind" text collate "C" not null,
  "digest" text collate "C" not null,
  "size" bigint not null,
  "width" integer,
  "height" integer,
  "codec" text collate "C" not null,
  "bandwidth" integer not null,
  "average" integer not null,
  "index" jsonb not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "media", "name")
);

create policy "organization" on "video_tracks" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "video_tracks" enable row level security;

alter table "video_tracks" force row level security;

create table "videos" (
  "media" text collate "C" not null,
  "course" text collate "C" not null,
  "state" text collate "C" not null,
  "job" text collate "C",
  "seconds" double precision,
  "width" integer,
  "height" integer,
  "rate" text collate "C",
  "failure" text collate "C",
  "poster" text collate "C",
  "poster_size" integer,
  "changed_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "media")
);

create index "videos_by_org_id_course" on "videos" ("org_id", "course");

create policy "organization" on "videos" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "videos" enable row level security;

alter table "videos" force row level security;
