-- interop: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "import_courses" (
  "course" text collate "C" not null,
  "importer" text collate "C" not null,
  "source" text collate "C" not null,
  "digest" text collate "C" not null,
  "order" text collate "C" not null,
  "created_in" text collate "C" not null,
  "changed_in" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("course")
);

create index "import_courses_by_org_id_importer_source" on "import_courses" ("org_id", "importer", "source");

create policy "organization" on "import_courses" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "import_courses" enable row level security;

alter table "import_courses" force row level security;

create table "imports" (
  "id" text collate "C" not null,
  "owner" text collate "C" not null,
  "name" text collate "C" not null,
  "importer" text collate "C",
  "state" text collate "C" not null,
  "job" text collate "C",
  "publish" boolean not null,
  "targets" jsonb not null,
  "course" text collate "C",
  "files" integer not null,
  "lessons" integer not null,
  "report" jsonb,
  "created_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "imports_by_org_id_owner_created_at" on "imports" ("org_id", "owner", "created_at");

create policy "organization" on "imports" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "imports" enable row level security;

alter table "imports" force row level security;

create table "import_files" (
  "import" text collate "C" not null references "imports" ("id") on delete cascade,
  "path" text collate "C" not null,
  "digest" text collate "C" not null,
  "size" bigint not null,
  "org_id" text collate "C" not null,
  primary key ("import", "path", "org_id")
);

create policy "organization" on "import_files" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "import_files" enable row level security;

alter table "import_files" force row level security;

create table "import_parts" (
  "course" text collate "C" not null references "import_courses" ("course") on delete cascade,
  "kind" text collate "C" not null,
  "key" text collate "C" not null,
  "target" text collate "C" not null,
  "digest" text collate "C" not null,
  "created_in" text collate "C" not null,
  "changed_in" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("course", "kind", "key", "org_id")
);

create policy "organization" on "import_parts" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "import_parts" enable row level security;

alter table "import_parts" force row level security;
