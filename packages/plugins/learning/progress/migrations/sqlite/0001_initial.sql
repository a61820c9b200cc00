-- progress: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "course_progress" (
  "user" text not null,
  "course" text not null,
  "completed_at" text,
  "org_id" text not null,
  primary key ("org_id", "user", "course")
) strict, without rowid;

create index "course_progress_by_org_id_course" on "course_progress" ("org_id", "course");

create table "lesson_progress" (
  "user" text not null,
  "course" text not null,
  "lesson" text not null,
  "state" text not null,
  "place" text,
  "at" text not null,
  "org_id" text not null,
  primary key ("org_id", "user", "course", "lesson")
) strict, without rowid;

create index "lesson_progress_by_org_id_course_lesson" on "lesson_progress" ("org_id", "course", "lesson");
