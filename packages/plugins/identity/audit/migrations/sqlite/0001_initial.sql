-- audit: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "audit_verifications" (
  "id" text not null,
  "at" text not null,
  "verified_by" text not null,
  "verified" integer not null,
  "size" integer not null,
  "root" text,
  "fault" text,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "audit_verifications_by_org_id_at" on "audit_verifications" ("org_id", "at");
