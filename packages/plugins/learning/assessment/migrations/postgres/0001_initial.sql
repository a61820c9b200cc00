-- assessment: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "quiz_answers" (
  "lesson" text collate "C" not null,
  "user" text collate "C" not null,
  "attempt" integer not null,
  "question" text collate "C" not null,
  "answer" jsonb not null,
  "at" timestamptz(3) not null,
  "checked_at" timestamptz(3),
  "org_id" text collate "C" not null,
  primary key ("org_id", "lesson", "user", "attempt", "question")
);

create index "quiz_answers_by_org_id_user" on "quiz_answers" ("org_id", "user");

create policy "organization" on "quiz_answers" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "quiz_answers" enable row level security;

alter table "quiz_answers" force row level security;

create table "quiz_attempts" (
  "lesson" text collate "C" not null,
  "user" text collate "C" not null,
  "number" integer not null,
  "course" text collate "C" not null,
  "version" integer not null,
  "begun_at" timestamptz(3) not null,
  "at" timestamptz(3) not null,
  "submitted_at" timestamptz(3),
  "score" bigint,
  "points" bigint,
  "passed" boolean,
  "org_id" text collate "C" not null,
  primary key ("org_id", "lesson", "user", "number")
);

create index "quiz_attempts_by_org_id_user" on "quiz_attempts" ("org_id", "user");

create policy "organization" on "quiz_attempts" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "quiz_attempts" enable row level security;

alter table "quiz_attempts" force row level security;

create table "quiz_versions" (
  "lesson" text collate "C" not null,
  "version" integer not null,
  "quiz" jsonb not null,
  "digest" text collate "C" not null,
  "saved_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "lesson", "version")
);

create policy "organization" on "quiz_versions" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "quiz_versions" enable row level security;

alter table "quiz_versions" force row level security;
