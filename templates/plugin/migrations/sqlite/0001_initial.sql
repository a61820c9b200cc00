-- gamify: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "gamify_finished" (
  "user" text not null,
  "lesson" text not null,
  "org_id" text not null,
  primary key ("org_id", "user", "lesson")
) strict, without rowid;
