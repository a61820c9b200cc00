-- organizations: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "memberships" (
  "user_id" text collate "C" not null,
  "state" text collate "C" not null,
  "joined_at" timestamptz(3) not null,
  "changed_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user_id")
);

create index "memberships_by_user_id" on "memberships" ("user_id");

create index "memberships_by_org_id_state" on "memberships" ("org_id", "state");

create policy "organization" on "memberships" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "memberships" enable row level security;

alter table "memberships" force row level security;

create table "organization_domains" (
  "host" text collate "C" not null,
  "organization" text collate "C" not null,
  "verified_at" timestamptz(3),
  "added_at" timestamptz(3) not null,
  primary key ("host")
);

create index "organization_domains_by_organization" on "organization_domains" ("organization");

create table "organization_mail_domains" (
  "domain" text collate "C" not null,
  "organization" text collate "C" not null,
  "verified_at" timestamptz(3) not null,
  primary key ("domain", "organization")
);

create index "organization_mail_domains_by_organization" on "organization_mail_domains" ("organization");

create table "organization_setting_changes" (
  "id" text collate "C" not null,
  "plugin" text collate "C" not null,
  "key" text collate "C" not null,
  "value_before" jsonb,
  "value_after" jsonb,
  "at" timestamptz(3) not null,
  "by" text collate "C",
  "undoes" text collate "C",
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "organization_setting_changes_by_org_id_plugin_key_id" on "organization_setting_changes" ("org_id", "plugin", "key", "id");

create index "organization_setting_changes_by_org_id_by" on "organization_setting_changes" ("org_id", "by");

create policy "organization" on "organization_setting_changes" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "organization_setting_changes" enable row level security;

alter table "organization_setting_changes" force row level security;

create table "organization_settings" (
  "plugin" text collate "C" not null,
  "key" text collate "C" not null,
  "value" jsonb,
  "locked" boolean not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "plugin", "key")
);

create policy "organization" on "organization_settings" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "organization_settings" enable row level security;

alter table "organization_settings" force row level security;

create table "organization_settings_version" (
  "of" text collate "C" not null,
  "version" text collate "C" not null,
  primary key ("of")
);

create table "organizations" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "summary" text collate "C" not null,
  "brand_hue" integer not null,
  "logo" text collate "C",
  "logo_mime" text collate "C",
  "dark_logo" text collate "C",
  "dark_logo_mime" text collate "C",
  "email_domains" jsonb not null,
  "is_default" boolean not null,
  "parent" text collate "C",
  "address" text collate "C",
  "state" text collate "C" not null,
  "changed_at" timestamptz(3) not null,
  "erase_at" timestamptz(3),
  "max_people" bigint,
  "max_bytes" bigint,
  "max_minutes" bigint,
  "created_at" timestamptz(3) not null,
  primary key ("id")
);

create unique index "organizations_unique_is_default_620743" on "organizations" ("is_default") where is_default;

create unique index "organizations_unique_address" on "organizations" ("address");

create index "organizations_by_parent" on "organizations" ("parent");

create view "members" with (security_invoker = true) as
select user_id, org_id from memberships where state = 'active';

create view "roster" with (security_invoker = true) as
select user_id, org_id, state, joined_at, changed_at from memberships;

create view "belongings" with (security_invoker = true) as
select user_id, org_id as organization, state from memberships;
