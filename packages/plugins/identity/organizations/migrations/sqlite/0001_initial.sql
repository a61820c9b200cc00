-- organizations: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "memberships" (
  "user_id" text not null,
  "state" text not null,
  "joined_at" text not null,
  "changed_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "user_id")
) strict, without rowid;

create index "memberships_by_user_id" on "memberships" ("user_id");

create index "memberships_by_org_id_state" on "memberships" ("org_id", "state");

create table "organization_domains" (
  "host" text not null,
  "organization" text not null,
  "verified_at" text,
  "added_at" text not null,
  primary key ("host")
) strict, without rowid;

create index "organization_domains_by_organization" on "organization_domains" ("organization");

create table "organization_mail_domains" (
  "domain" text not null,
  "organization" text not null,
  "verified_at" text not null,
  primary key ("domain", "organization")
) strict, without rowid;

create index "organization_mail_domains_by_organization" on "organization_mail_domains" ("organization");

create table "organization_setting_changes" (
  "id" text not null,
  "plugin" text not null,
  "key" text not null,
  "value_before" text,
  "value_after" text,
  "at" text not null,
  "by" text,
  "undoes" text,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "organization_setting_changes_by_org_id_plugin_key_id" on "organization_setting_changes" ("org_id", "plugin", "key", "id");

create index "organization_setting_changes_by_org_id_by" on "organization_setting_changes" ("org_id", "by");

create table "organization_settings" (
  "plugin" text not null,
  "key" text not null,
  "value" text,
  "locked" integer not null,
  "org_id" text not null,
  primary key ("org_id", "plugin", "key")
) strict, without rowid;

create table "organization_settings_version" (
  "of" text not null,
  "version" text not null,
  primary key ("of")
) strict;

create table "organizations" (
  "id" text not null,
  "name" text not null,
  "summary" text not null,
  "brand_hue" integer not null,
  "logo" text,
  "logo_mime" text,
  "dark_logo" text,
  "dark_logo_mime" text,
  "email_domains" text not null,
  "is_default" integer not null,
  "parent" text,
  "address" text,
  "state" text not null,
  "changed_at" text not null,
  "erase_at" text,
  "max_people" integer,
  "max_bytes" integer,
  "max_minutes" integer,
  "created_at" text not null,
  primary key ("id")
) strict;

create unique index "organizations_unique_is_default_620743" on "organizations" ("is_default") where is_default;

create unique index "organizations_unique_address" on "organizations" ("address");

create index "organizations_by_parent" on "organizations" ("parent");

create view "members" as
select user_id, org_id from memberships where state = 'active';

create view "roster" as
select user_id, org_id, state, joined_at, changed_at from memberships;

create view "belongings" as
select user_id, org_id as organization, state from memberships;
