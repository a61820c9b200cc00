-- kernel: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "audit_entries" (
  "id" text collate "C" not null,
  "org_id" text collate "C" not null,
  "at" timestamptz(3) not null,
  "actor_kind" text collate "C" not null,
  "actor" text collate "C" not null,
  "impersonator" text collate "C",
  "session" text collate "C",
  "via" text collate "C" not null,
  "origin" jsonb,
  "origin_digest" text collate "C",
  "operation" text collate "C" not null,
  "kind" text collate "C",
  "outcome" text collate "C" not null,
  "target" text collate "C",
  "facts" jsonb not null,
  "request" text collate "C" not null,
  "position" bigint,
  primary key ("id")
);

create index "audit_entries_by_org_id_at_1d9758" on "audit_entries" ("org_id", "at") where position is not null;

create index "audit_entries_by_actor_at_1d9758" on "audit_entries" ("actor", "at") where position is not null;

create index "audit_entries_by_impersonator_at_d8ca46" on "audit_entries" ("impersonator", "at") where impersonator is not null and position is not null;

create index "audit_entries_by_org_id_operation_at_1d9758" on "audit_entries" ("org_id", "operation", "at") where position is not null;

create index "audit_entries_by_org_id_target_at_39c814" on "audit_entries" ("org_id", "target", "at") where target is not null and position is not null;

create index "audit_entries_by_session_at_ff4f31" on "audit_entries" ("session", "at") where session is not null and position is not null;

create unique index "audit_entries_unique_org_id_position_1d9758" on "audit_entries" ("org_id", "position") where position is not null;

create index "audit_entries_by_org_id_id_c0dea7" on "audit_entries" ("org_id", "id") where position is null;

create policy "organization" on "audit_entries" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_entries" enable row level security;

alter table "audit_entries" force row level security;

create function "audit_entries_permanent"() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "audit_gate") then
    return case tg_op when 'UPDATE' then new else old end;
  end if;
  if tg_op = 'UPDATE' then
    if old."id" is not distinct from new."id" and old."org_id" is not distinct from new."org_id" and old."at" is not distinct from new."at" and old."actor_kind" is not distinct from new."actor_kind" and old."actor" is not distinct from new."actor" and old."impersonator" is not distinct from new."impersonator" and old."session" is not distinct from new."session" and old."via" is not distinct from new."via" and old."origin" is not distinct from new."origin" and old."origin_digest" is not distinct from new."origin_digest" and old."operation" is not distinct from new."operation" and old."kind" is not distinct from new."kind" and old."outcome" is not distinct from new."outcome" and old."target" is not distinct from new."target" and old."facts" is not distinct from new."facts" and old."request" is not distinct from new."request" and (old."position" is null or old."position" is not distinct from new."position") then
      return new;
    end if;
    raise exception 'rows of audit_entries are a record and are not changed' using errcode = 'restrict_violation';
  end if;
  raise exception 'rows of audit_entries are a record and are not removed' using errcode = 'restrict_violation';
end
$$;

create trigger "audit_entries_permanent" before update or delete on "audit_entries"
for each row execute function "audit_entries_permanent"();

create trigger "audit_entries_no_truncate" before truncate on "audit_entries"
for each statement execute function "audit_entries_permanent"();

create table "audit_gate" (
  "id" text collate "C" not null,
  primary key ("id")
);

create table "audit_heads" (
  "org_id" text collate "C" not null,
  "size" bigint not null,
  "root" text collate "C" not null,
  "at" timestamptz(3) not null,
  "key" text collate "C" not null,
  "signature" text collate "C" not null,
  primary key ("org_id", "size", "key")
);

create policy "organization" on "audit_heads" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_heads" enable row level security;

alter table "audit_heads" force row level security;

create function "audit_heads_permanent"() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "audit_gate") then
    return case tg_op when 'UPDATE' then new else old end;
  end if;
  if tg_op = 'UPDATE' then
    if old."org_id" is not distinct from new."org_id" and old."size" is not distinct from new."size" and old."root" is not distinct from new."root" and old."at" is not distinct from new."at" and old."key" is not distinct from new."key" and old."signature" is not distinct from new."signature" then
      return new;
    end if;
    raise exception 'rows of audit_heads are a record and are not changed' using errcode = 'restrict_violation';
  end if;
  raise exception 'rows of audit_heads are a record and are not removed' using errcode = 'restrict_violation';
end
$$;

create trigger "audit_heads_permanent" before update or delete on "audit_heads"
for each row execute function "audit_heads_permanent"();

create trigger "audit_heads_no_truncate" before truncate on "audit_heads"
for each statement execute function "audit_heads_permanent"();

create table "audit_holds" (
  "id" text collate "C" not null,
  "org_id" text collate "C" not null,
  "person" text collate "C",
  "target" text collate "C",
  "reason" text collate "C" not null,
  "set_by" text collate "C" not null,
  "set_at" timestamptz(3) not null,
  "released_by" text collate "C",
  "released_at" timestamptz(3),
  primary key ("id")
);

create index "audit_holds_by_org_id_set_at" on "audit_holds" ("org_id", "set_at");

create policy "organization" on "audit_holds" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_holds" enable row level security;

alter table "audit_holds" force row level security;

create table "audit_logs" (
  "org_id" text collate "C" not null,
  "size" bigint not null,
  "frontier" jsonb not null,
  "at" timestamptz(3) not null,
  "key" text collate "C" not null,
  "signature" text collate "C" not null,
  primary key ("org_id")
);

create policy "organization" on "audit_logs" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_logs" enable row level security;

alter table "audit_logs" force row level security;

create table "audit_nodes" (
  "org_id" text collate "C" not null,
  "height" integer not null,
  "place" bigint not null,
  "hash" text collate "C" not null,
  primary key ("org_id", "height", "place")
);

create policy "organization" on "audit_nodes" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_nodes" enable row level security;

alter table "audit_nodes" force row level security;

create function "audit_nodes_permanent"() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "audit_gate") then
    return case tg_op when 'UPDATE' then new else old end;
  end if;
  if tg_op = 'UPDATE' then
    if old."org_id" is not distinct from new."org_id" and old."height" is not distinct from new."height" and old."place" is not distinct from new."place" and old."hash" is not distinct from new."hash" then
      return new;
    end if;
    raise exception 'rows of audit_nodes are a record and are not changed' using errcode = 'restrict_violation';
  end if;
  raise exception 'rows of audit_nodes are a record and are not removed' using errcode = 'restrict_violation';
end
$$;

create trigger "audit_nodes_permanent" before update or delete on "audit_nodes"
for each row execute function "audit_nodes_permanent"();

create trigger "audit_nodes_no_truncate" before truncate on "audit_nodes"
for each statement execute function "audit_nodes_permanent"();

create table "audit_statements" (
  "id" text collate "C" not null,
  "org_id" text collate "C" not null,
  "at" timestamptz(3) not null,
  "actor" text collate "C" not null,
  "body" jsonb not null,
  "key" text collate "C" not null,
  "signature" text collate "C" not null,
  primary key ("id")
);

create index "audit_statements_by_org_id_id" on "audit_statements" ("org_id", "id");

create policy "organization" on "audit_statements" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "audit_statements" enable row level security;

alter table "audit_statements" force row level security;

create function "audit_statements_permanent"() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "audit_gate") then
    return case tg_op when 'UPDATE' then new else old end;
  end if;
  if tg_op = 'UPDATE' then
    if old."id" is not distinct from new."id" and old."org_id" is not distinct from new."org_id" and old."at" is not distinct from new."at" and old."actor" is not distinct from new."actor" and old."body" is not distinct from new."body" and old."key" is not distinct from new."key" and old."signature" is not distinct from new."signature" then
      return new;
    end if;
    raise exception 'rows of audit_statements are a record and are not changed' using errcode = 'restrict_violation';
  end if;
  raise exception 'rows of audit_statements are a record and are not removed' using errcode = 'restrict_violation';
end
$$;

create trigger "audit_statements_permanent" before update or delete on "audit_statements"
for each row execute function "audit_statements_permanent"();

create trigger "audit_statements_no_truncate" before truncate on "audit_statements"
for each statement execute function "audit_statements_permanent"();

create table "behaviour_events" (
  "at" timestamptz(3) not null,
  "source" text collate "C" not null,
  "seq" integer not null,
  "actor" text collate "C",
  "name" text collate "C" not null,
  "facts" jsonb not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "at", "source", "seq")
);

create policy "organization" on "behaviour_events" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "behaviour_events" enable row level security;

alter table "behaviour_events" force row level security;

create table "coming_accounts" (
  "organization" text collate "C" not null,
  "place" integer not null,
  "people" jsonb not null,
  primary key ("organization", "place")
);

create table "epochs" (
  "actor" text collate "C" not null,
  "epoch" bigint not null,
  primary key ("actor")
);

create table "idempotency_keys" (
  "actor" text collate "C" not null,
  "org" text collate "C" not null,
  "key" text collate "C" not null,
  "operation" text collate "C" not null,
  "digest" text collate "C" not null,
  "answer" jsonb,
  "at" timestamptz(3) not null,
  primary key ("actor", "org", "key")
);

create index "idempotency_keys_by_at" on "idempotency_keys" ("at");

create table "job_schedules" (
  "name" text collate "C" not null,
  "cron" text collate "C" not null,
  "next_at" timestamptz(3) not null,
  primary key ("name")
);

create index "job_schedules_by_next_at" on "job_schedules" ("next_at");

create table "jobs" (
  "id" text collate "C" not null,
  "name" text collate "C" not null,
  "queue" text collate "C" not null,
  "org_id" text collate "C",
  "data" jsonb not null,
  "state" text collate "C" not null,
  "rank" integer not null,
  "run_at" timestamptz(3) not null,
  "unique_key" text collate "C",
  "attempt" integer not null,
  "attempts" integer not null,
  "fence" bigint not null,
  "worker" text collate "C",
  "lease_until" timestamptz(3),
  "cancelling" boolean not null,
  "done" bigint not null,
  "total" bigint not null,
  "note" text collate "C",
  "error" text collate "C",
  "created_at" timestamptz(3) not null,
  "finished_at" timestamptz(3),
  primary key ("id")
);

create index "jobs_by_name_rank_run_at_id_2d5ac0" on "jobs" ("name", "rank", "run_at", "id") where state = 'ready';

create index "jobs_by_run_at_20b83b" on "jobs" ("run_at") where state = 'delayed';

create index "jobs_by_lease_until_85ce78" on "jobs" ("lease_until") where state = 'running';

create unique index "jobs_unique_unique_key_d632c8" on "jobs" ("unique_key") where unique_key is not null and state in ('delayed', 'ready', 'running');

create index "jobs_by_finished_at_40a83f" on "jobs" ("finished_at") where state in ('done', 'cancelled');

create index "jobs_by_finished_at_queue_bd2226" on "jobs" ("finished_at", "queue") where state = 'failed';

create table "maintenance" (
  "id" text collate "C" not null,
  "since" timestamptz(3) not null,
  "until" timestamptz(3),
  "message" text collate "C",
  primary key ("id")
);

create table "organization_limits" (
  "organization" text collate "C" not null,
  "requests_per_minute" integer not null,
  primary key ("organization")
);

create table "outbox" (
  "xid" bigint not null,
  "seq" bigint not null,
  "id" text collate "C" not null,
  "org_id" text collate "C",
  "name" text collate "C" not null,
  "version" integer not null,
  "payload" jsonb not null,
  "request" text collate "C" not null,
  "at" timestamptz(3) not null,
  primary key ("xid", "seq")
);

create table "outbox_cursors" (
  "subscriber" text collate "C" not null,
  "xid" bigint not null,
  "seq" bigint not null,
  "moved_at" timestamptz(3) not null,
  "attempts" integer not null,
  "retry_at" timestamptz(3),
  "error" text collate "C",
  primary key ("subscriber")
);

create table "outbox_failures" (
  "id" text collate "C" not null,
  "subscriber" text collate "C" not null,
  "event" text collate "C" not null,
  "org_id" text collate "C",
  "name" text collate "C" not null,
  "version" integer not null,
  "payload" jsonb not null,
  "request" text collate "C" not null,
  "at" timestamptz(3) not null,
  "failed_at" timestamptz(3) not null,
  "attempts" integer not null,
  "error" text collate "C" not null,
  "stack" text collate "C" not null,
  primary key ("id")
);

create index "outbox_failures_by_failed_at" on "outbox_failures" ("failed_at");

create table "plugins_off" (
  "plugin" text collate "C" not null,
  "since" timestamptz(3) not null,
  "by" text collate "C",
  primary key ("plugin")
);

create index "plugins_off_by_by" on "plugins_off" ("by");

create table "request_counts" (
  "minute" integer not null,
  "caller" text collate "C" not null,
  "count" integer not null,
  primary key ("minute", "caller")
);

create table "resources" (
  "id" text collate "C" not null,
  "type" text collate "C" not null,
  "parent" text collate "C",
  "owner" text collate "C",
  "path" text collate "C" not null,
  "org_id" text collate "C" not null,
  primary key ("id")
);

create index "resources_by_org_id_path" on "resources" ("org_id", "path");

create index "resources_by_org_id_type_path" on "resources" ("org_id", "type", "path");

create index "resources_by_org_id_owner" on "resources" ("org_id", "owner");

create policy "organization" on "resources" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "resources" enable row level security;

alter table "resources" force row level security;

create table "usage" (
  "day" text collate "C" not null,
  "actor" text collate "C" not null,
  "key" text collate "C" not null,
  "requests" bigint not null,
  "errors" bigint not null,
  "bytes" bigint not null,
  "org_id" text collate "C" not null,
  primary key ("org_id", "day", "actor", "key")
);

create policy "organization" on "usage" using ("org_id" = current_setting('lectern.org', true) or current_setting('lectern.org', true) = '*');

alter table "usage" enable row level security;

alter table "usage" force row level security;
