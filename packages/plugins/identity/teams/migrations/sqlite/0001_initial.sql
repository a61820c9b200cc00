-- teams: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "teams" (
  "id" text not null,
  "name" text not null,
  "parent" text,
  "created_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "teams_by_org_id_name_id" on "teams" ("org_id", "name", "id");

create index "teams_by_parent" on "teams" ("parent");

create table "team_members" (
  "team" text not null references "teams" ("id") on delete cascade,
  "user_id" text not null,
  "joined_at" text not null,
  "org_id" text not null,
  primary key ("team", "user_id")
) strict, without rowid;

create index "team_members_by_org_id_user_id" on "team_members" ("org_id", "user_id");

create view "in_teams" as
select team, user_id, org_id from team_members;
