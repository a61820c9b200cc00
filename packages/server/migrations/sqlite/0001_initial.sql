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
  "origin" text,
  "origin_digest" text,
  "operation" text not null,
  "kind" text,
  "outcome" text not null,
  "target" text,
  "facts" text not null,
  "request" text not null,
  "position" integer,
  primary key ("id")
) strict;

create index "audit_entries_by_org_id_at_1d9758" on "audit_entries" ("org_id", "at") where position is not null;

create index "audit_entries_by_actor_at_1d9758" on "audit_entries" ("actor", "at") where position is not null;

create index "audit_entries_by_impersonator_at_d8ca46" on "audit_entries" ("impersonator", "at") where impersonator is not null and position is not null;

create index "audit_entries_by_org_id_operation_at_1d9758" on "audit_entries" ("org_id", "operation", "at") where position is not null;

create index "audit_entries_by_org_id_target_at_39c814" on "audit_entries" ("org_id", "target", "at") where target is not null and position is not null;

create index "audit_entries_by_session_at_ff4f31" on "audit_entries" ("session", "at") where session is not null and position is not null;

create unique index "audit_entries_unique_org_id_position_1d9758" on "audit_entries" ("org_id", "position") where position is not null;

create index "audit_entries_by_org_id_id_c0dea7" on "audit_entries" ("org_id", "id") where position is null;

create trigger "audit_entries_no_update" before update on "audit_entries"
when not exists (select 1 from "audit_gate") and not (old."id" is new."id" and old."org_id" is new."org_id" and old."at" is new."at" and old."actor_kind" is new."actor_kind" and old."actor" is new."actor" and old."impersonator" is new."impersonator" and old."session" is new."session" and old."via" is new."via" and old."origin" is new."origin" and old."origin_digest" is new."origin_digest" and old."operation" is new."operation" and old."kind" is new."kind" and old."outcome" is new."outcome" and old."target" is new."target" and old."facts" is new."facts" and old."request" is new."request" and (old."position" is null or old."position" is new."position")) begin
  select raise(abort, 'rows of audit_entries are a record and are not changed');
end;

create trigger "audit_entries_no_delete" before delete on "audit_entries"
when not exists (select 1 from "audit_gate") begin
  select raise(abort, 'rows of audit_entries are a record and are not removed');
end;

create table "audit_gate" (
  "id" text not null,
  primary key ("id")
) strict;

create table "audit_heads" (
  "org_id" text not null,
  "size" integer not null,
  "root" text not null,
  "at" text not null,
  "key" text not null,
  "signature" text not null,
  primary key ("org_id", "size", "key")
) strict, without rowid;

create trigger "audit_heads_no_update" before update on "audit_heads"
when not exists (select 1 from "audit_gate") and not (old."org_id" is new."org_id" and old."size" is new."size" and old."root" is new."root" and old."at" is new."at" and old."key" is new."key" and old."signature" is new."signature") begin
  select raise(abort, 'rows of audit_heads are a record and are not changed');
end;

create trigger "audit_heads_no_delete" before delete on "audit_heads"
when not exists (select 1 from "audit_gate") begin
  select raise(abort, 'rows of audit_heads are a record and are not removed');
end;

create table "audit_holds" (
  "id" text not null,
  "org_id" text not null,
  "person" text,
  "target" text,
  "reason" text not null,
  "set_by" text not null,
  "set_at" text not null,
  "released_by" text,
  "released_at" text,
  primary key ("id")
) strict;

create index "audit_holds_by_org_id_set_at" on "audit_holds" ("org_id", "set_at");

create table "audit_logs" (
  "org_id" text not null,
  "size" integer not null,
  "frontier" text not null,
  "at" text not null,
  "key" text not null,
  "signature" text not null,
  primary key ("org_id")
) strict;

create table "audit_nodes" (
  "org_id" text not null,
  "height" integer not null,
  "place" integer not null,
  "hash" text not null,
  primary key ("org_id", "height", "place")
) strict, without rowid;

create trigger "audit_nodes_no_update" before update on "audit_nodes"
when not exists (select 1 from "audit_gate") and not (old."org_id" is new."org_id" and old."height" is new."height" and old."place" is new."place" and old."hash" is new."hash") begin
  select raise(abort, 'rows of audit_nodes are a record and are not changed');
end;

create trigger "audit_nodes_no_delete" before delete on "audit_nodes"
when not exists (select 1 from "audit_gate") begin
  select raise(abort, 'rows of audit_nodes are a record and are not removed');
end;

create table "audit_statements" (
  "id" text not null,
  "org_id" text not null,
  "at" text not null,
  "actor" text not null,
  "body" text not null,
  "key" text not null,
  "signature" text not null,
  primary key ("id")
) strict;

create index "audit_statements_by_org_id_id" on "audit_statements" ("org_id", "id");

create trigger "audit_statements_no_update" before update on "audit_statements"
when not exists (select 1 from "audit_gate") and not (old."id" is new."id" and old."org_id" is new."org_id" and old."at" is new."at" and old."actor" is new."actor" and old."body" is new."body" and old."key" is new."key" and old."signature" is new."signature") begin
  select raise(abort, 'rows of audit_statements are a record and are not changed');
end;

create trigger "audit_statements_no_delete" before delete on "audit_statements"
when not exists (select 1 from "audit_gate") begin
  select raise(abort, 'rows of audit_statements are a record and are not removed');
end;

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

create table "coming_accounts" (
  "organization" text not null,
  "place" integer not null,
  "people" text not null,
  primary key ("organization", "place")
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

create table "maintenance" (
  "id" text not null,
  "since" text not null,
  "until" text,
  "message" text,
  primary key ("id")
) strict;

create table "organization_limits" (
  "organization" text not null,
  "requests_per_minute" integer not null,
  primary key ("organization")
) strict;

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

create table "plugins_off" (
  "plugin" text not null,
  "since" text not null,
  "by" text,
  primary key ("plugin")
) strict;

create index "plugins_off_by_by" on "plugins_off" ("by");

create table "request_counts" (
  "minute" integer not null,
  "caller" text not null,
  "count" integer not null,
  primary key ("minute", "caller")
) strict, without rowid;

create table "resources" (
  "id" text not null,
  "type" text not null,
  "parent" text,
  "owner" text,
  "path" text not null,
  "org_id" text not null,
  primary key ("id")
) strict, without rowid;

create index "resources_by_org_id_path" on "resources" ("org_id", "path");

create index "resources_by_org_id_type_path" on "resources" ("org_id", "type", "path");

create index "resources_by_org_id_owner" on "resources" ("org_id", "owner");

create table "usage" (
  "day" text not null,
  "actor" text not null,
  "key" text not null,
  "requests" integer not null,
  "errors" integer not null,
  "bytes" integer not null,
  "org_id" text not null,
  primary key ("org_id", "day", "actor", "key")
) strict, without rowid;
