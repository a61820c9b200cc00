-- progress: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "course_progress" (
  "user" text collate "C" not null,
  "course" text collate "C" not null,
  "completed_at" timestamptz(3),
  "org_id" text collate "C" not null,
  primary key ("org_id", "user", "course")
);

create index "course_progress_by_org_id_course" on "course_progress" ("org_id", "course");

create policy "organization" on "course_progress" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "course_progress" enable row level security;

alter table "course_progress" force row level security;

create table "lesson_progress" (
  "user" text collate "C" not null,
  "course" text collate "C" not null,
  "lesson" text collate "C" not null,
  "state" text collate "C" not null,
  "place" text collate "C",
  "at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user", "course", "lesson")
);

create index "lesson_progress_by_org_id_course_lesson" on "lesson_progress" ("org_id", "course", "lesson");

create policy "organization" on "lesson_progress" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "lesson_progress" enable row level security;

alter table "lesson_progress" force row level security;
