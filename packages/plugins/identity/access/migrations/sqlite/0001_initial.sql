-- access: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "role_assignments" (
  "id" text not null,
  "user_id" text,
  "team" text,
  "kind" text not null,
  "gives" text not null,
  "effect" text not null,
  "on" text not null,
  "below" integer not null,
  "from" text,
  "until" text,
  "given_by" text,
  "given_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "role_assignments_unique_org_id_user_id_gives_on_effect" on "role_assignments" ("org_id", "user_id", "gives", "on", "effect");

create unique index "role_assignments_unique_org_id_team_gives_on_effect" on "role_assignments" ("org_id", "team", "gives", "on", "effect");

create index "role_assignments_by_org_id_on_gives" on "role_assignments" ("org_id", "on", "gives");

create index "role_assignments_by_org_id_gives" on "role_assignments" ("org_id", "gives");

create index "role_assignments_by_org_id_given_by" on "role_assignments" ("org_id", "given_by");

create table "roles" (
  "id" text not null,
  "name" text not null,
  "summary" text not null,
  "permissions" text not null,
  "version" text not null,
  "changed_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "id")
) strict, without rowid;

create unique index "roles_unique_org_id_name" on "roles" ("org_id", "name");

create view "school_roles" as
select user_id, gives as role, "from", until, org_id from role_assignments where "on" = org_id and user_id is not null and kind = 'role' and effect = 'allow';
