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

create table "organizations" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "summary" text collate "C" not null,
  "locale" text collate "C" not null,
  "brand_hue" integer not null,
  "sign_up" text collate "C" not null,
  "is_default" boolean not null,
  "created_at" timestamptz(3) not null,
  primary key ("id")
);

create unique index "organizations_unique_is_default_620743" on "organizations" ("is_default") where is_default;

create view "members" with (security_invoker = true) as
select user_id, org_id from memberships where state = 'active';

create view "belongings" with (security_invoker = true) as
select user_id, org_id as organization, state from memberships;
