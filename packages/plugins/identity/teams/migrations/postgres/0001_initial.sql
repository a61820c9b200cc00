-- teams: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "teams" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "parent" text collate "C",
  "created_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "teams_by_org_id_name_id" on "teams" ("org_id", "name", "id");

create index "teams_by_parent" on "teams" ("parent");

create policy "organization" on "teams" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "teams" enable row level security;

alter table "teams" force row level security;

create table "team_members" (
  "team" text collate "C" not null references "teams" ("id") on delete cascade,
  "user_id" text collate "C" not null,
  "joined_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("team", "user_id")
);

create index "team_members_by_org_id_user_id" on "team_members" ("org_id", "user_id");

create policy "organization" on "team_members" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "team_members" enable row level security;

alter table "team_members" force row level security;

create view "in_teams" with (security_invoker = true) as
select team, user_id, org_id from team_members;
