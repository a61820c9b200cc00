-- invitations: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "invitations" (
  "id" text not null,
  "kind" text not null,
  "email" text,
  "role" text,
  "into" text not null,
  "places" integer not null,
  "taken" integer not null,
  "via" text,
  "invited_by" text,
  "sent_at" text,
  "created_at" text not null,
  "expires_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "invitations_by_org_id_id" on "invitations" ("org_id", "id");

create unique index "invitations_unique_org_id_email" on "invitations" ("org_id", "email");

create index "invitations_by_expires_at" on "invitations" ("expires_at");

create view "invitation_homes" as
select id, org_id as organization from invitations;
