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

create table "organizations" (
  "id" text not null,
  "name" text not null,
  "summary" text not null,
  "locale" text not null,
  "brand_hue" integer not null,
  "sign_up" text not null,
  "is_default" integer not null,
  "created_at" text not null,
  primary key ("id")
) strict;

create unique index "organizations_unique_is_default_620743" on "organizations" ("is_default") where is_default;

create view "members" as
select user_id, org_id from memberships where state = 'active';

create view "belongings" as
select user_id, org_id as organization, state from memberships;
