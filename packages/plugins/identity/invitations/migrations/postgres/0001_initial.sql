-- invitations: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "invitations" (
  "id" text collate "C" not null,
  "kind" text collate "C" not null,
  "email" text collate "C",
  "role" text collate "C",
  "into" jsonb not null,
  "places" integer not null,
  "taken" integer not null,
  "via" text collate "C",
  "invited_by" text collate "C",
  "sent_at" timestamptz(3),
  "created_at" timestamptz(3) not null,
  "expires_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "invitations_by_org_id_id" on "invitations" ("org_id", "id");

create unique index "invitations_unique_org_id_email" on "invitations" ("org_id", "email");

create index "invitations_by_expires_at" on "invitations" ("expires_at");

create policy "organization" on "invitations" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "invitations" enable row level security;

alter table "invitations" force row level security;

create view "invitation_homes" with (security_invoker = true) as
select id, org_id as organization from invitations;
