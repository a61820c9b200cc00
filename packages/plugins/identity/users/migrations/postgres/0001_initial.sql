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
    insert into "users_fts" ("row_key", "vector") values (new."id", to_tsvector('simple', regexp_replace(normalize(translate(left(concat_ws(' ', new."name", new."email"), 200000), './@-_:<>&=?#%+~''', '                '), NFD), '[\u0300-\u036f]', '', 'g')));
  end if;
  return null;
end
$$;

create trigger "users_fts_sync" after insert or delete or update of "id", "name", "email" on "users"
for each row execute function "users_fts_sync"();

create view "people" with (security_invoker = true) as
select id, name, sort_key, cast(null as text) as picture from users;
