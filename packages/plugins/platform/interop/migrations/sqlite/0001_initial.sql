-- interop: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "import_courses" (
  "course" text not null,
  "importer" text not null,
  "source" text not null,
  "digest" text not null,
  "order" text not null,
  "created_in" text not null,
  "changed_in" text not null,
  "org_id" text not null,
  primary key ("course")
) strict, without rowid;

create index "import_courses_by_org_id_importer_source" on "import_courses" ("org_id", "importer", "source");

create table "imports" (
  "id" text not null,
  "owner" text not null,
  "name" text not null,
  "importer" text,
  "state" text not null,
  "job" text,
  "publish" integer not null,
  "targets" text not null,
  "course" text,
  "files" integer not null,
  "lessons" integer not null,
  "report" text,
  "created_at" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "imports_by_org_id_owner_created_at" on "imports" ("org_id", "owner", "created_at");

create table "import_files" (
  "import" text not null references "imports" ("id") on delete cascade,
  "path" text not null,
  "digest" text not null,
  "size" integer not null,
  "org_id" text not null,
  primary key ("import", "path", "org_id")
) strict, without rowid;

create table "import_parts" (
  "course" text not null references "import_courses" ("course") on delete cascade,
  "kind" text not null,
  "key" text not null,
  "target" text not null,
  "digest" text not null,
  "created_in" text not null,
  "changed_in" text not null,
  "org_id" text not null,
  primary key ("course", "kind", "key", "org_id")
) strict, without rowid;
