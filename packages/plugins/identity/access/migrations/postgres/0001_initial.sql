-- access: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "role_assignments" (
  "id" text collate "C" not null,
  "user_id" text collate "C",
  "team" text collate "C",
  "kind" text collate "C" not null,
  "gives" text collate "C" not null,
  "effect" text collate "C" not null,
  "on" text collate "C" not null,
  "below" boolean not null,
  "from" timestamptz(3),
  "until" timestamptz(3),
  "given_by" text collate "C",
  "given_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "role_assignments_unique_org_id_user_id_gives_on_effect" on "role_assignments" ("org_id", "user_id", "gives", "on", "effect");

create unique index "role_assignments_unique_org_id_team_gives_on_effect" on "role_assignments" ("org_id", "team", "gives", "on", "effect");

create index "role_assignments_by_org_id_on_gives" on "role_assignments" ("org_id", "on", "gives");

create index "role_assignments_by_org_id_gives" on "role_assignments" ("org_id", "gives");

create index "role_assignments_by_org_id_given_by" on "role_assignments" ("org_id", "given_by");

create policy "organization" on "role_assignments" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "role_assignments" enable row level security;

alter table "role_assignments" force row level security;

create table "roles" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "summary" text collate "C" not null,
  "permissions" jsonb not null,
  "version" text collate "C" not null,
  "changed_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "id")
);

create unique index "roles_unique_org_id_name" on "roles" ("org_id", "name");

create policy "organization" on "roles" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "roles" enable row level security;

alter table "roles" force row level security;

create view "school_roles" with (security_invoker = true) as
select user_id, gives as role, "from", until, org_id from role_assignments where "on" = org_id and user_id is not null and kind = 'role' and effect = 'allow';
