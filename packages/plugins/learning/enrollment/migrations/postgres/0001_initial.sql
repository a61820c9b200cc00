-- enrollment: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "enrollments" (
  "course" text collate "C" not null,
  "user" text collate "C" not null,
  "enrolled_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "course", "user")
);

create index "enrollments_by_org_id_user_enrolled_at" on "enrollments" ("org_id", "user", "enrolled_at");

create policy "organization" on "enrollments" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "enrollments" enable row level security;

alter table "enrollments" force row level security;
