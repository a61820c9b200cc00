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
  "operation" text collate "C" not null,
  "outcome" text collate "C" not null,
  "target" text collate "C",
  "facts" jsonb not null,
  "request" text collate "C" not null,
  "position" bigint,
  "hash" text collate "C",
  primary key ("id")
);

create index "audit_entries_by_org_id_at" on "audit_entries" ("org_id", "at");

create index "audit_entries_by_actor_at" on "audit_entries" ("actor", "at");

create unique index "audit_entries_unique_org_id_position_1d9758" on "audit_entries" ("org_id", "position") where position is not null;

create index "audit_entries_by_org_id_id_c0dea7" on "audit_entries" ("org_id", "id") where position is null;

create table "audit_heads" (
  "org_id" text collate "C" not null,
  "position" bigint not null,
  "hash" text collate "C" not null,
  primary key ("org_id")
);

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
