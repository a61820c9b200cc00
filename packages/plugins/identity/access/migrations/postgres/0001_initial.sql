-- access: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "role_assignments" (
  "user_id" text collate "C" not null,
  "role" text collate "C" not null,
  "on" text collate "C" not null,
  "given_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user_id", "role", "on")
);

create index "role_assignments_by_org_id_on_role" on "role_assignments" ("org_id", "on", "role");

create policy "organization" on "role_assignments" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "role_assignments" enable row level security;

alter table "role_assignments" force row level security;

create view "school_roles" with (security_invoker = true) as
select user_id, role, org_id from role_assignments where "on" = org_id;
