-- users: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "users" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "sort_key" text collate "C" not null,
  "email" text collate "C" not null,
  "locale" text collate "C",
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
select id, name, sort_key, cast(null as text) as picture from users;
