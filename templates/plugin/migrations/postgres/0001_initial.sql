-- gamify: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "gamify_finished" (
  "user" text collate "C" not null,
  "lesson" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user", "lesson")
);

create policy "organization" on "gamify_finished" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "gamify_finished" enable row level security;

alter table "gamify_finished" force row level security;
