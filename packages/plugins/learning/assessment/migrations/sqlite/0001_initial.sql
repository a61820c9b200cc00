-- assessment: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "quiz_answers" (
  "lesson" text not null,
  "user" text not null,
  "attempt" integer not null,
  "question" text not null,
  "answer" text not null,
  "at" text not null,
  "checked_at" text,
  "org_id" text not null,
  primary key ("org_id", "lesson", "user", "attempt", "question")
) strict, without rowid;

create index "quiz_answers_by_org_id_user" on "quiz_answers" ("org_id", "user");

create table "quiz_attempts" (
  "lesson" text not null,
  "user" text not null,
  "number" integer not null,
  "course" text not null,
  "version" integer not null,
  "begun_at" text not null,
  "at" text not null,
  "submitted_at" text,
  "score" integer,
  "points" integer,
  "passed" integer,
  "org_id" text not null,
  primary key ("org_id", "lesson", "user", "number")
) strict, without rowid;

create index "quiz_attempts_by_org_id_user" on "quiz_attempts" ("org_id", "user");

create table "quiz_versions" (
  "lesson" text not null,
  "version" integer not null,
  "quiz" text not null,
  "digest" text not null,
  "saved_at" text not null,
  "org_id" text not null,
  primary key ("org_id", "lesson", "version")
) strict, without rowid;
