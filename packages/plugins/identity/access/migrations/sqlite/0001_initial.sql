-- access: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "role_assignments" (
  "user_id" text not null,
  "role" text not null,
  "on" text not null,
  "given_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "user_id", "role", "on")
) strict, without rowid;

create index "role_assignments_by_org_id_on_role" on "role_assignments" ("org_id", "on", "role");

create view "school_roles" as
select user_id, role, org_id from role_assignments where "on" = org_id;
