-- certificates: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "certificate_rules" (
  "course" text collate "C" not null,
  "on_completion" boolean not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "course")
);

create policy "organization" on "certificate_rules" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "certificate_rules" enable row level security;

alter table "certificate_rules" force row level security;

create table "certificates" (
  "id" text collate "C" not null,
  "number" text collate "C" not null,
  "course" text collate "C" not null,
  "user" text collate "C" not null,
  "name" text collate "C" not null,
  "title" text collate "C" not null,
  "signature" text collate "C" not null,
  "language" text collate "C" not null,
  "school" text collate "C" not null,
  "brand_hue" integer not null,
  "completed_at" timestamptz(3) not null,
  "issued_at" timestamptz(3) not null,
  "revoked_at" timestamptz(3),
  "beside" boolean not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "certificates_unique_org_id_course_user_de65b8" on "certificates" ("org_id", "course", "user") where not beside;

create unique index "certificates_unique_number" on "certificates" ("number");

create index "certificates_by_org_id_user" on "certificates" ("org_id", "user");

create policy "organization" on "certificates" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "certificates" enable row level security;

alter table "certificates" force row level security;
