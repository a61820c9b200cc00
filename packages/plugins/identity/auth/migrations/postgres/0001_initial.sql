-- auth: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "api_keys" (
  "id" text collate "C" not null,
  "hash" text collate "C" not null,
  "user_id" text collate "C" not null,
  "organization" text collate "C" not null,
  "name" text collate "C" not null,
  "hint" text collate "C" not null,
  "created_at" timestamptz(3) not null,
  "last_used_at" timestamptz(3),
  primary key ("id")
);

create unique index "api_keys_unique_hash" on "api_keys" ("hash");

create index "api_keys_by_user_id_organization" on "api_keys" ("user_id", "organization");

create table "exchanged_tokens" (
  "id" text collate "C" not null,
  "until" timestamptz(3) not null,
  primary key ("id")
);

create index "exchanged_tokens_by_until" on "exchanged_tokens" ("until");

create table "passwords" (
  "user_id" text collate "C" not null,
  "hash" text collate "C" not null,
  "changed_at" timestamptz(3) not null,
  primary key ("user_id")
);

create table "sessions" (
  "id" text collate "C" not null,
  "user_id" text collate "C" not null,
  "organization" text collate "C" not null,
  "started_at" timestamptz(3) not null,
  "expires_at" timestamptz(3) not null,
  primary key ("id")
);

create index "sessions_by_user_id" on "sessions" ("user_id");

create index "sessions_by_expires_at" on "sessions" ("expires_at");

create table "set_up_links" (
  "user_id" text collate "C" not null,
  "hash" text collate "C" not null,
  "expires_at" timestamptz(3) not null,
  primary key ("user_id")
);

create unique index "set_up_links_unique_hash" on "set_up_links" ("hash");

create table "sign_in_tries" (
  "subject" text collate "C" not null,
  "count" integer not null,
  "until" timestamptz(3) not null,
  primary key ("subject")
);

create index "sign_in_tries_by_until" on "sign_in_tries" ("until");
