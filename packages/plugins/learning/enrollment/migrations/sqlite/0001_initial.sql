-- enrollment: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "enrollments" (
  "course" text not null,
  "user" text not null,
  "enrolled_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "course", "user")
) strict, without rowid;

create index "enrollments_by_org_id_user_enrolled_at" on "enrollments" ("org_id", "user", "enrolled_at");
