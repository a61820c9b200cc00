-- media: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "media_items" (
  "id" text collate "C" not null,
  "course" text collate "C" not null,
  "digest" text collate "C" not null,
  "size" bigint not null,
  "name" text collate "C" not null,
  "title" text collate "C" not null,
  "kind" text collate "C" not null,
  "mime" text collate "C" not null,
  "width" integer,
  "height" integer,
  "added_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create unique index "media_items_unique_course_digest" on "media_items" ("course", "digest");

create index "media_items_by_org_id_course_id" on "media_items" ("org_id", "course", "id");

create policy "organization" on "media_items" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "media_items" enable row level security;

alter table "media_items" force row level security;

create table "media_items_fts" (
  "row_key" text collate "C" primary key,
  "org_id" text collate "C" not null,
  "vector" tsvector not null
);

create index "media_items_fts_by_vector" on "media_items_fts" using gin ("vector");

create function "media_items_fts_sync"() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from "media_items_fts" where "row_key" = old."id";
  end if;
  if tg_op <> 'DELETE' then
    insert into "media_items_fts" ("row_key", "org_id", "vector") values (new."id", new."org_id", to_tsvector('simple', normalize(regexp_replace(normalize(regexp_replace(left(concat_ws(' ', new."title", new."name"), 200000), '[!-/:-@[-`{-~\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\U0001f000-\U0001faff]+', ' ', 'g'), NFD), '[\u0300-\u036f]', '', 'g'), NFC)));
  end if;
  return null;
end
$$;

create trigger "media_items_fts_sync" after insert or delete or update of "id", "org_id", "title", "name" on "media_items"
for each row execute function "media_items_fts_sync"();

create table "media_parts" (
  "upload" text collate "C" not null,
  "start" bigint not null,
  "size" bigint not null,
  "digest" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("upload", "start")
);

create policy "organization" on "media_parts" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "media_parts" enable row level security;

alter table "media_parts" force row level security;

create table "media_uploads" (
  "id" text collate "C" not null,
  "course" text collate "C" not null,
  "name" text collate "C" not null,
  "metadata" text collate "C" not null,
  "length" bigint not null,
  "received" bigint not null,
  "media" text collate "C",
  "active_at" timestamptz(3) not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "media_uploads_by_course" on "media_uploads" ("course");

create index "media_uploads_by_org_id_active_at" on "media_uploads" ("org_id", "active_at");

create policy "organization" on "media_uploads" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "media_uploads" enable row level security;

alter table "media_uploads" force row level security;
