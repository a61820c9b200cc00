-- certificates: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "certificate_rules" (
  "course" text not null,
  "on_completion" integer not null,
  "org_id" text not null,
  primary key ("org_id", "course")
) strict, without rowid;

create table "certificates" (
  "id" text not null,
  "number" text not null,
  "course" text not null,
  "user" text not null,
  "name" text not null,
  "title" text not null,
  "signature" text not null,
  "language" text not null,
  "school" text not null,
  "brand_hue" integer not null,
  "completed_at" text not null,
  "issued_at" text not null,
  "revoked_at" text,
  "beside" integer not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create unique index "certificates_unique_org_id_course_user_de65b8" on "certificates" ("org_id", "course", "user") where not beside;

create unique index "certificates_unique_number" on "certificates" ("number");

create index "certificates_by_org_id_user" on "certificates" ("org_id", "user");
