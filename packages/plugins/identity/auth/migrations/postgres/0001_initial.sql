-- auth: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "api_keys" (
  "id" text collate "C" not null,
  "hash" text collate "C" not null,
  "user_id" text collate "C",
  "account_id" text collate "C",
  "organization" text collate "C" not null,
  "name" text collate "C" not null,
  "hint" text collate "C" not null,
  "permissions" jsonb,
  "requests_per_minute" integer,
  "created_at" timestamptz(3) not null,
  "expires_at" timestamptz(3),
  "last_used_at" timestamptz(3),
  primary key ("id")
);

create unique index "api_keys_unique_hash" on "api_keys" ("hash");

create index "api_keys_by_user_id_organization" on "api_keys" ("user_id", "organization");

create index "api_keys_by_account_id_2ac512" on "api_keys" ("account_id") where account_id is not null;

create table "device_requests" (
  "id" text collate "C" not null,
  "user_code" text collate "C" not null,
  "organization" text collate "C" not null,
  "client" text collate "C" not null,
  "machine" text collate "C" not null,
  "permissions" jsonb,
  "network" text collate "C",
  "state" text collate "C" not null,
  "user_id" text collate "C",
  "requested_at" timestamptz(3) not null,
  "expires_at" timestamptz(3) not null,
  "polled_at" timestamptz(3),
  "interval" integer not null,
  primary key ("id")
);

create unique index "device_requests_unique_user_code" on "device_requests" ("user_code");

create index "device_requests_by_expires_at" on "device_requests" ("expires_at");

create table "exchanged_tokens" (
  "id" text collate "C" not null,
  "until" timestamptz(3) not null,
  primary key ("id")
);

create index "exchanged_tokens_by_until" on "exchanged_tokens" ("until");

create table "impersonations" (
  "id" text collate "C" not null,
  "session" text collate "C" not null,
  "own_session" text collate "C" not null,
  "organization" text collate "C" not null,
  "user_id" text collate "C" not null,
  "impersonator" text collate "C" not null,
  "reason" text collate "C" not null,
  "started_at" timestamptz(3) not null,
  "until" timestamptz(3) not null,
  "ended_at" timestamptz(3),
  primary key ("id")
);

create unique index "impersonations_unique_session" on "impersonations" ("session");

create index "impersonations_by_user_id_organization_started_at" on "impersonations" ("user_id", "organization", "started_at");

create index "impersonations_by_until" on "impersonations" ("until");

create table "links" (
  "user_id" text collate "C" not null,
  "kind" text collate "C" not null,
  "hash" text collate "C" not null,
  "email" text collate "C",
  "expires_at" timestamptz(3) not null,
  primary key ("user_id", "kind")
);

create unique index "links_unique_hash" on "links" ("hash");

create index "links_by_expires_at" on "links" ("expires_at");

create table "passkeys" (
  "id" text collate "C" not null,
  "user_id" text collate "C" not null,
  "host" text collate "C" not null,
  "credential" text collate "C" not null,
  "public_key" text collate "C" not null,
  "counter" bigint not null,
  "transports" jsonb not null,
  "name" text collate "C" not null,
  "synced" boolean not null,
  "created_at" timestamptz(3) not null,
  "last_used_at" timestamptz(3),
  primary key ("id")
);

create unique index "passkeys_unique_credential" on "passkeys" ("credential");

create index "passkeys_by_user_id" on "passkeys" ("user_id");

create table "passwords" (
  "user_id" text collate "C" not null,
  "hash" text collate "C" not null,
  "changed_at" timestamptz(3) not null,
  primary key ("user_id")
);

create table "recovery_codes" (
  "user_id" text collate "C" not null,
  "hash" text collate "C" not null,
  primary key ("user_id", "hash")
);

create table "second_factors" (
  "user_id" text collate "C" not null,
  "secret" text collate "C" not null,
  "active" boolean not null,
  "step" bigint not null,
  "since" timestamptz(3) not null,
  primary key ("user_id")
);

create table "service_accounts" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "description" text collate "C" not null,
  "permissions" jsonb not null,
  "created_by" text collate "C",
  "created_at" timestamptz(3) not null,
  "disabled_at" timestamptz(3),
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "service_accounts_by_org_id_name" on "service_accounts" ("org_id", "name");

create policy "organization" on "service_accounts" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "service_accounts" enable row level security;

alter table "service_accounts" force row level security;

create table "sessions" (
  "id" text collate "C" not null,
  "user_id" text collate "C" not null,
  "organization" text collate "C" not null,
  "started_at" timestamptz(3) not null,
  "last_seen_at" timestamptz(3) not null,
  "expires_at" timestamptz(3) not null,
  "confirmed_at" timestamptz(3) not null,
  "how" text collate "C" not null,
  "device" text collate "C" not null,
  "network" text collate "C",
  primary key ("id")
);

create index "sessions_by_user_id" on "sessions" ("user_id");

create index "sessions_by_expires_at" on "sessions" ("expires_at");

create table "sign_in_tickets" (
  "hash" text collate "C" not null,
  "user_id" text collate "C" not null,
  "how" text collate "C" not null,
  "expires_at" timestamptz(3) not null,
  primary key ("hash")
);

create index "sign_in_tickets_by_user_id" on "sign_in_tickets" ("user_id");

create index "sign_in_tickets_by_expires_at" on "sign_in_tickets" ("expires_at");

create table "sign_in_tries" (
  "subject" text collate "C" not null,
  "count" integer not null,
  "until" timestamptz(3) not null,
  primary key ("subject")
);

create index "sign_in_tries_by_until" on "sign_in_tries" ("until");

create table "sign_on_providers" (
  "id" text collate "C" not null,
  "kind" text collate "C" not null,
  "name" text collate "C" not null,
  "issuer" text collate "C" not null,
  "client_id" text collate "C" not null,
  "client_secret" text collate "C" not null,
  "details" jsonb not null,
  "domains" jsonb not null,
  "admits" text collate "C" not null,
  "trusted" boolean not null,
  "required" boolean not null,
  "button" boolean not null,
  "enabled" boolean not null,
  "created_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create policy "organization" on "sign_on_providers" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "sign_on_providers" enable row level security;

alter table "sign_on_providers" force row level security;

create table "sign_on_accounts" (
  "id" text collate "C" not null,
  "user_id" text collate "C" not null,
  "provider_id" text collate "C" not null references "sign_on_providers" ("id") on delete cascade,
  "subject" text collate "C" not null,
  "email" text collate "C",
  "connected_at" timestamptz(3) not null,
  "last_used_at" timestamptz(3),
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "sign_on_accounts_unique_provider_id_subject" on "sign_on_accounts" ("provider_id", "subject");

create index "sign_on_accounts_by_org_id_user_id" on "sign_on_accounts" ("org_id", "user_id");

create policy "organization" on "sign_on_accounts" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "sign_on_accounts" enable row level security;

alter table "sign_on_accounts" force row level security;

create table "sign_ups" (
  "id" text collate "C" not null,
  "organization" text collate "C" not null,
  "name" text collate "C" not null,
  "email" text collate "C" not null,
  "hash" text collate "C",
  "expires_at" timestamptz(3) not null,
  primary key ("id")
);

create unique index "sign_ups_unique_hash" on "sign_ups" ("hash");

create index "sign_ups_by_expires_at" on "sign_ups" ("expires_at");

create table "verified_addresses" (
  "user_id" text collate "C" not null,
  "email" text collate "C" not null,
  "at" timestamptz(3) not null,
  "vouched_in" text collate "C",
  primary key ("user_id")
);
