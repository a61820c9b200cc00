-- video: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "video_captions" (
  "media" text not null,
  "language" text not null,
  "label" text not null,
  "text" text not null,
  "digest" text not null,
  "org_id" text not null,
  primary key ("org_id", "media", "language")
) strict, without rowid;

create table "video_pieces" (
  "media" text not null,
  "part" integer not null,
  "track" text not null,
  "recipe" text not null,
  "digest" text not null,
  "init" text not null,
  "segments" text not null,
  "samples" integer not null,
  "org_id" text not null,
  primary key ("org_id", "media", "part", "track")
) strict, without rowid;

create table "video_tracks" (
  "media" text not null,
  "name" text not null,
  "kind" text not null,
  "digest" text not null,
  "size" integer not null,
  "width" integer,
  "height" integer,
  "codec" text not null,
  "bandwidth" integer not null,
  "average" integer not null,
  "index" text not null,
  "org_id" text not null,
  primary key ("org_id", "media", "name")
) strict, without rowid;

create table "videos" (
  "media" text not null,
  "course" text not null,
  "state" text not null,
  "job" text,
  "seconds" real,
  "width" integer,
  "height" integer,
  "rate" text,
  "failure" text,
  "poster" text,
  "poster_size" integer,
  "changed_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "media")
) strict, without rowid;

create index "videos_by_org_id_course" on "videos" ("org_id", "course");
