-- auth: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "api_keys" (
  "id" text not null,
  "hash" text not null,
  "user_id" text not null,
  "organization" text not null,
  "name" text not null,
  "hint" text not null,
  "created_at" text not null,
  "last_used_at" text,
  primary key ("id")
) strict;

create unique index "api_keys_unique_hash" on "api_keys" ("hash");

create index "api_keys_by_user_id_organization" on "api_keys" ("user_id", "organization");

create table "exchanged_tokens" (
  "id" text not null,
  "until" text not null,
  primary key ("id")
) strict;

create index "exchanged_tokens_by_until" on "exchanged_tokens" ("until");

create table "passwords" (
  "user_id" text not null,
  "hash" text not null,
  "changed_at" text not null,
  primary key ("user_id")
) strict, without rowid;

create table "sessions" (
  "id" text not null,
  "user_id" text not null,
  "organization" text not null,
  "started_at" text not null,
  "expires_at" text not null,
  primary key ("id")
) strict;

create index "sessions_by_user_id" on "sessions" ("user_id");

create index "sessions_by_expires_at" on "sessions" ("expires_at");

create table "set_up_links" (
  "user_id" text not null,
  "hash" text not null,
  "expires_at" text not null,
  primary key ("user_id")
) strict, without rowid;

create unique index "set_up_links_unique_hash" on "set_up_links" ("hash");

create table "sign_in_tries" (
  "subject" text not null,
  "count" integer not null,
  "until" text not null,
  primary key ("subject")
) strict, without rowid;

create index "sign_in_tries_by_until" on "sign_in_tries" ("until");
