-- users: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "departures" (
  "user" text collate "C" not null,
  "reason" text collate "C" not null,
  "by" text collate "C",
  "org_id" text collate "C" not null,
  primary key ("org_id", "user")
);

create policy "organization" on "departures" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "departures" enable row level security;

alter table "departures" force row level security;

create table "erasure_requests" (
  "user" text collate "C" not null,
  "asked_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user")
);

create policy "organization" on "erasure_requests" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "erasure_requests" enable row level security;

alter table "erasure_requests" force row level security;

create table "external_ids" (
  "user" text collate "C" not null,
  "external_id" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user")
);

create unique index "external_ids_unique_org_id_external_id" on "external_ids" ("org_id", "external_id");

create policy "organization" on "external_ids" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "external_ids" enable row level security;

alter table "external_ids" force row level security;

create table "merged_accounts" (
  "id" text collate "C" not null,
  "into" text collate "C" not null,
  "at" timestamptz(3) not null,
  primary key ("id")
);

create index "merged_accounts_by_into" on "merged_accounts" ("into");

create table "person_fields" (
  "id" text collate "C" not null,
  "key" text collate "C" not null,
  "type" text collate "C" not null,
  "label" text collate "C" not null,
  "hint" text collate "C" not null,
  "required" boolean not null,
  "min" text collate "C",
  "max" text collate "C",
  "choices" jsonb not null,
  "visible_to" text collate "C" not null,
  "editors" text collate "C" not null,
  "position" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "person_fields_unique_org_id_key" on "person_fields" ("org_id", "key");

create index "person_fields_by_org_id_position_id" on "person_fields" ("org_id", "position", "id");

create policy "organization" on "person_fields" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "person_fields" enable row level security;

alter table "person_fields" force row level security;

create table "person_field_values" (
  "user" text collate "C" not null,
  "field" text collate "C" not null references "person_fields" ("id") on delete cascade,
  "value" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "user", "field")
);

create index "person_field_values_by_org_id_field_value_user" on "person_field_values" ("org_id", "field", "value", "user");

create index "person_field_values_by_field" on "person_field_values" ("field");

create policy "organization" on "person_field_values" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "person_field_values" enable row level security;

alter table "person_field_values" force row level security;

create table "person_imports" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "started_by" text collate "C",
  "file" text collate "C",
  "bytes" bigint not null,
  "encoding" text collate "C" not null,
  "delimiter" text collate "C" not null,
  "columns" jsonb not null,
  "sample" jsonb not null,
  "state" text collate "C" not null,
  "job" text collate "C",
  "key" text collate "C" not null,
  "dry_run" boolean not null,
  "invite" boolean not null,
  "site" text collate "C",
  "locale" text collate "C",
  "granted" jsonb not null,
  "rows" integer not null,
  "bytes_read" bigint not null,
  "counts" jsonb not null,
  "stopped" jsonb,
  "created_at" timestamptz(3) not null,
  "finished_at" timestamptz(3),
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "person_imports_by_org_id_id" on "person_imports" ("org_id", "id");

create policy "organization" on "person_imports" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "person_imports" enable row level security;

alter table "person_imports" force row level security;

create table "person_import_remarks" (
  "import" text collate "C" not null references "person_imports" ("id") on delete cascade,
  "line" integer not null,
  "place" integer not null,
  "refused" boolean not null,
  "column" text collate "C",
  "code" text collate "C",
  "reason" text collate "C" not null,
  "facts" jsonb not null,
  "cells" jsonb not null,
  "org_id" text collate "C" not null,
  primary key ("import", "line", "place", "org_id")
);

create policy "organization" on "person_import_remarks" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "person_import_remarks" enable row level security;

alter table "person_import_remarks" force row level security;

create table "users" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "sort_key" text collate "C" not null,
  "email" text collate "C" not null,
  "locale" text collate "C",
  "time_zone" text collate "C",
  "bio" text collate "C",
  "links" jsonb,
  "picture" text collate "C",
  "created_at" timestamptz(3) not null,
  primary key ("id")
);

create unique index "users_unique_email" on "users" ("email");

create index "users_by_sort_key_id" on "users" ("sort_key", "id");

create table "users_fts" (
  "row_key" text collate "C" primary key,
  "vector" tsvector not null
);

create index "users_fts_by_vector" on "users_fts" using gin ("vector");

create function "users_fts_sync"() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from "users_fts" where "row_key" = old."id";
  end if;
  if tg_op <> 'DELETE' then
    insert into "users_fts" ("row_key", "vector") values (new."id", to_tsvector('simple', normalize(regexp_replace(normalize(regexp_replace(left(concat_ws(' ', new."name", new."email"), 200000), '[!-/:-@[-`{-~\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\U0001f000-\U0001faff]+', ' ', 'g'), NFD), '[\u0300-\u036f]', '', 'g'), NFC)));
  end if;
  return null;
end
$$;

create trigger "users_fts_sync" after insert or delete or update of "id", "name", "email" on "users"
for each row execute function "users_fts_sync"();

create view "people" with (security_invoker = true) as
select id, name, sort_key, picture from users;
