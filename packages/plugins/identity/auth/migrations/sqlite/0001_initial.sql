-- auth: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "api_keys" (
  "id" text not null,
  "hash" text not null,
  "user_id" text,
  "account_id" text,
  "organization" text not null,
  "name" text not null,
  "hint" text not null,
  "permissions" text,
  "requests_per_minute" integer,
  "created_at" text not null,
  "expires_at" text,
  "last_used_at" text,
  primary key ("id")
) strict;

create unique index "api_keys_unique_hash" on "api_keys" ("hash");

create index "api_keys_by_user_id_organization" on "api_keys" ("user_id", "organization");

create index "api_keys_by_account_id_2ac512" on "api_keys" ("account_id") where account_id is not null;

create table "device_requests" (
  "id" text not null,
  "user_code" text not null,
  "organization" text not null,
  "client" text not null,
  "machine" text not null,
  "permissions" text,
  "network" text,
  "state" text not null,
  "user_id" text,
  "requested_at" text not null,
  "expires_at" text not null,
  "polled_at" text,
  "interval" integer not null,
  primary key ("id")
) strict;

create unique index "device_requests_unique_user_code" on "device_requests" ("user_code");

create index "device_requests_by_expires_at" on "device_requests" ("expires_at");

create table "exchanged_tokens" (
  "id" text not null,
  "until" text not null,
  primary key ("id")
) strict;

create index "exchanged_tokens_by_until" on "exchanged_tokens" ("until");

create table "impersonations" (
  "id" text not null,
  "session" text not null,
  "own_session" text not null,
  "organization" text not null,
  "user_id" text not null,
  "impersonator" text not null,
  "reason" text not null,
  "started_at" text not null,
  "until" text not null,
  "ended_at" text,
  primary key ("id")
) strict;

create unique index "impersonations_unique_session" on "impersonations" ("session");

create index "impersonations_by_user_id_organization_started_at" on "impersonations" ("user_id", "organization", "started_at");

create index "impersonations_by_until" on "impersonations" ("until");

create table "links" (
  "user_id" text not null,
  "kind" text not null,
  "hash" text not null,
  "email" text,
  "expires_at" text not null,
  primary key ("user_id", "kind")
) strict, without rowid;

create unique index "links_unique_hash" on "links" ("hash");

create index "links_by_expires_at" on "links" ("expires_at");

create table "passkeys" (
  "id" text not null,
  "user_id" text not null,
  "host" text not null,
  "credential" text not null,
  "public_key" text not null,
  "counter" integer not null,
  "transports" text not null,
  "name" text not null,
  "synced" integer not null,
  "created_at" text not null,
  "last_used_at" text,
  primary key ("id")
) strict;

create unique index "passkeys_unique_credential" on "passkeys" ("credential");

create index "passkeys_by_user_id" on "passkeys" ("user_id");

create table "passwords" (
  "user_id" text not null,
  "hash" text not null,
  "changed_at" text not null,
  primary key ("user_id")
) strict, without rowid;

create table "recovery_codes" (
  "user_id" text not null,
  "hash" text not null,
  primary key ("user_id", "hash")
) strict, without rowid;

create table "second_factors" (
  "user_id" text not null,
  "secret" text not null,
  "active" integer not null,
  "step" integer not null,
  "since" text not null,
  primary key ("user_id")
) strict, without rowid;

create table "service_accounts" (
  "id" text not null,
  "name" text not null,
  "description" text not null,
  "permissions" text not null,
  "created_by" text,
  "created_at" text not null,
  "disabled_at" text,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "service_accounts_by_org_id_name" on "service_accounts" ("org_id", "name");

create table "sessions" (
  "id" text not null,
  "user_id" text not null,
  "organization" text not null,
  "started_at" text not null,
  "last_seen_at" text not null,
  "expires_at" text not null,
  "confirmed_at" text not null,
  "how" text not null,
  "device" text not null,
  "network" text,
  primary key ("id")
) strict;

create index "sessions_by_user_id" on "sessions" ("user_id");

create index "sessions_by_expires_at" on "sessions" ("expires_at");

create table "sign_in_tickets" (
  "hash" text not null,
  "user_id" text not null,
  "how" text not null,
  "expires_at" text not null,
  primary key ("hash")
) strict, without rowid;

create index "sign_in_tickets_by_user_id" on "sign_in_tickets" ("user_id");

create index "sign_in_tickets_by_expires_at" on "sign_in_tickets" ("expires_at");

create table "sign_in_tries" (
  "subject" text not null,
  "count" integer not null,
  "until" text not null,
  primary key ("subject")
) strict, without rowid;

create index "sign_in_tries_by_until" on "sign_in_tries" ("until");

create table "sign_on_providers" (
  "id" text not null,
  "kind" text not null,
  "name" text not null,
  "issuer" text not null,
  "client_id" text not null,
  "client_secret" text not null,
  "details" text not null,
  "domains" text not null,
  "admits" text not null,
  "trusted" integer not null,
  "required" integer not null,
  "button" integer not null,
  "enabled" integer not null,
  "created_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create table "sign_on_accounts" (
  "id" text not null,
  "user_id" text not null,
  "provider_id" text not null references "sign_on_providers" ("id") on delete cascade,
  "subject" text not null,
  "email" text,
  "connected_at" text not null,
  "last_used_at" text,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "sign_on_accounts_unique_provider_id_subject" on "sign_on_accounts" ("provider_id", "subject");

create index "sign_on_accounts_by_org_id_user_id" on "sign_on_accounts" ("org_id", "user_id");

create table "sign_ups" (
  "id" text not null,
  "organization" text not null,
  "name" text not null,
  "email" text not null,
  "hash" text,
  "expires_at" text not null,
  primary key ("id")
) strict;

create unique index "sign_ups_unique_hash" on "sign_ups" ("hash");

create index "sign_ups_by_expires_at" on "sign_ups" ("expires_at");

create table "verified_addresses" (
  "user_id" text not null,
  "email" text not null,
  "at" text not null,
  "vouched_in" text,
  primary key ("user_id")
) strict, without rowid;
