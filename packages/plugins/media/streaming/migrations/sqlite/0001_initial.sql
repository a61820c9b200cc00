-- streaming: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "streaming_positions" (
  "user" text not null,
  "media" text not null,
  "seconds" real not null,
  "at" text not null,
  "org_id" text not null,
  primary key ("org_id", "user", "media")
) strict, without rowid;

create index "streaming_positions_by_org_id_media" on "streaming_positions" ("org_id", "media");
