-- audit: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "audit_verifications" (
  "id" text collate "C" not null,
  "at" timestamptz(3) not null,
  "verified_by" text collate "C" not null,
  "verified" bigint not null,
  "size" bigint not null,
  "root" text collate "C",
  "fault" jsonb,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "audit_verifications_by_org_id_at" on "audit_verifications" ("org_id", "at");

create policy "organization" on "audit_verifications" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_verifications" enable row level security;

alter table "audit_verifications" force row level security;
