-- streaming: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "streaming_positions" (
  "user" text collate "C" not null,
  "media" text collate "C" not null,
  "seconds" double precision not null,
  "at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user", "media")
);

create index "streaming_positions_by_org_id_media" on "streaming_positions" ("org_id", "media");

create policy "organization" on "streaming_positions" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "streaming_positions" enable row level security;

alter table "streaming_positions" force row level security;
