-- kernel: made from the declared tables by pnpm sync and reviewed. Once released it never changes.

create table "audit_entries" (
  "id" text not null,
  "org_id" text not null,
  "at" text not null,
  "actor_kind" text not null,
  "actor" text not null,
  "impersonator" text,
  "session" text,
  "via" text not null,
  "operation" text not null,
  "outcome" text not null,
  "target" text,
  "facts" text not null,
  "request" text not null,
  "position" integer,
  "hash" text,
  primary key ("id")
) strict;

create index "audit_entries_by_org_id_at" on "audit_entries" ("org_id", "at");

create index "audit_entries_by_actor_at" on "audit_entries" ("actor", "at");

create unique index "audit_entries_unique_org_id_position_1d9758" on "audit_entries" ("org_id", "position") where position is not null;

create index "audit_entries_by_org_id_id_c0dea7" on "audit_entries" ("org_id", "id") where position is null;

create table "audit_heads" (
  "org_id" text not null,
  "position" integer not null,
  "hash" text not null,
  primary key ("org_id")
) strict;

create table "behaviour_events" (
  "at" text not null,
  "source" text not null,
  "seq" integer not null,
  "actor" text,
  "name" text not null,
  "facts" text not null,
  "org_id" text not null,
  primary key ("org_id", "at", "source", "seq")
) strict, without rowid;

create table "epochs" (
  "actor" text not null,
  "epoch" integer not null,
  primary key ("actor")
) strict;

create table "idempotency_keys" (
  "actor" text not null,
  "org" text not null,
  "key" text not null,
  "operation" text not null,
  "digest" text not null,
  "answer" text,
  "at" text not null,
  primary key ("actor", "org", "key")
) strict, without rowid;

create index "idempotency_keys_by_at" on "idempotency_keys" ("at");

create table "job_schedules" (
  "name" text not null,
  "cron" text not null,
  "next_at" text not null,
  primary key ("name")
) strict;

create index "job_schedules_by_next_at" on "job_schedules" ("next_at");

create table "jobs" (
  "id" text not null,
  "name" text not null,
  "queue" text not null,
  "org_id" text,
  "data" text not null,
  "state" text not null,
  "rank" integer not null,
  "run_at" text not null,
  "unique_key" text,
  "attempt" integer not null,
  "attempts" integer not null,
  "fence" integer not null,
  "worker" text,
  "lease_until" text,
  "cancelling" integer not null,
  "done" integer not null,
  "total" integer not null,
  "note" text,
  "error" text,
  "created_at" text not null,
  "finished_at" text,
  primary key ("id")
) strict;

create index "jobs_by_name_rank_run_at_id_2d5ac0" on "jobs" ("name", "rank", "run_at", "id") where state = 'ready';

create index "jobs_by_run_at_20b83b" on "jobs" ("run_at") where state = 'delayed';

create index "jobs_by_lease_until_85ce78" on "jobs" ("lease_until") where state = 'running';

create unique index "jobs_unique_unique_key_d632c8" on "jobs" ("unique_key") where unique_key is not null and state in ('delayed', 'ready', 'running');

create index "jobs_by_finished_at_40a83f" on "jobs" ("finished_at") where state in ('done', 'cancelled');

create index "jobs_by_finished_at_queue_bd2226" on "jobs" ("finished_at", "queue") where state = 'failed';

create table "outbox" (
  "xid" integer not null,
  "seq" integer not null,
  "id" text not null,
  "org_id" text,
  "name" text not null,
  "version" integer not null,
  "payload" text not null,
  "request" text not null,
  "at" text not null,
  primary key ("xid", "seq")
) strict, without rowid;

create table "outbox_cursors" (
  "subscriber" text not null,
  "xid" integer not null,
  "seq" integer not null,
  "moved_at" text not null,
  "attempts" integer not null,
  "retry_at" text,
  "error" text,
  primary key ("subscriber")
) strict;

create table "outbox_failures" (
  "id" text not null,
  "subscriber" text not null,
  "event" text not null,
  "org_id" text,
  "name" text not null,
  "version" integer not null,
  "payload" text not null,
  "request" text not null,
  "at" text not null,
  "failed_at" text not null,
  "attempts" integer not null,
  "error" text not null,
  "stack" text not null,
  primary key ("id")
) strict;

create index "outbox_failures_by_failed_at" on "outbox_failures" ("failed_at");

create table "resources" (
  "id" text not null,
  "type" text not null,
  "parent" text,
  "owner" text,
  "path" text not null,
  "org_id" text not null,
  primary key ("id")
) strict;

create index "resources_by_org_id_path" on "resources" ("org_id", "path");

create index "resources_by_org_id_type_path" on "resources" ("org_id", "type", "path");

create index "resources_by_org_id_owner" on "resources" ("org_id", "owner");
