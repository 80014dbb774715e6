/**
 * What a lane did, batch by batch, as the database saw it: triggers in the batch's own transaction write it down, so the
 * product has nothing to do and the log cannot differ from what was committed.
 * A worker is known by its role; the times are those of the database: `begun` when the batch's attempt was recorded, which
 * is done while it holds the lane, and the commit, which comes before it lets go. Wants track_commit_timestamp.
 */
import type pg from 'pg'

export type LoggedBatch = {
  readonly siteId: number
  readonly worker: string
  readonly first: number
  readonly last: number
  readonly begun: Date
  readonly committed: Date
}

const INSTALL = `
create schema test_log;

create table test_log.accepted
  (site_id integer, directory_id integer, seq bigint, operation_id uuid, append xid8, saw pg_snapshot);
create function test_log.on_pending() returns trigger language plpgsql as $$
begin
  insert into test_log.accepted
  select site_id, directory_id, seq, operation_id, pg_current_xact_id(), pg_current_snapshot()
  from added;
  return null;
end $$;
create trigger test_accepted after insert on pending referencing new table as added
  for each statement execute function test_log.on_pending();

create table test_log.attempt (site_id integer, base bigint, worker name, at timestamptz);
create index on test_log.attempt (site_id, base, worker);
create function test_log.on_attempt() returns trigger language plpgsql as $$
begin
  insert into test_log.attempt values (new.site_id, new.base, session_user, clock_timestamp());
  return null;
end $$;
create trigger test_attempt after insert or update on lane_attempt
  for each row execute function test_log.on_attempt();

create table test_log.batch (site_id integer, first bigint, last bigint, worker name, settled timestamptz);
create index on test_log.batch (site_id, first);
create function test_log.on_settle() returns trigger language plpgsql as $$
begin
  insert into test_log.batch values (new.site_id, old.applied_seq + 1, new.applied_seq, session_user, clock_timestamp());
  return null;
end $$;
create trigger test_settle after update on lane
  for each row when (new.applied_seq is distinct from old.applied_seq) execute function test_log.on_settle();

create view test_log.batches as
  select b.site_id, b.worker::text, b.first, b.last,
    coalesce(
      (select max(a.at) from test_log.attempt a
       where a.site_id = b.site_id and a.base = b.first - 1 and a.worker = b.worker and a.at <= b.settled),
      b.settled) as begun,
    pg_xact_commit_timestamp(b.xmin) as committed
  from test_log.batch b`

/** Before anything is applied. */
export async function installBatchLog(pool: pg.Pool): Promise<void> {
  await pool.query(INSTALL)
}

/** A connection string under a role of its own, by which the log names a process. */
export async function asRole(pool: pg.Pool, url: string, role: string): Promise<string> {
  const changed = new URL(url)
  const { rows } = await pool.query<{ text: string }>(
    `select format('create role %I superuser login password %L', $1::text, $2::text) as text
     where not exists (select from pg_roles where rolname = $1)`,
    [role, decodeURIComponent(changed.password)],
  )
  if (rows[0] !== undefined) await pool.query(rows[0].text)
  changed.username = role
  return changed.href
}

export async function readBatches(pool: pg.Pool): Promise<LoggedBatch[]> {
  const { rows } = await pool.query<LoggedBatch>(
    `select site_id as "siteId", worker, first, last, begun, committed from test_log.batches order by site_id, first`,
  )
  return rows
}

/** Pairs of neighbours of one site whose times overlap, or between which a number is missing or given twice. */
export async function findOverlaps(pool: pg.Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select * from (
       select b.*, lag(last) over site as last_before, lag(committed) over site as committed_before,
              lag(worker) over site as worker_before
       from test_log.batches b
       window site as (partition by site_id order by first, last)
     ) n
     where committed is null or begun < committed_before or first <> coalesce(last_before, 0) + 1 or last < first`,
  )
  return rows
}

/**
 * Operations of a directory that were applied before one that was accepted earlier: one of the same append with a smaller seq,
 * or one with a smaller seq that was there when the later one was appended. Appends that run side by side have no other
 * order: their requesters have not been answered. (The time of a commit would not do: it is taken before the disk is
 * waited for, and only then the commit is seen.)
 */
export async function findDisorder(pool: pg.Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    `with applied as materialized (
       select a.site_id, a.directory_id, a.seq, a.append, a.saw, o.applied_seq
       from test_log.accepted a join outcome o on o.site_id = a.site_id and o.operation_id = a.operation_id
     ), later as (
       select *, max(applied_seq) over (partition by site_id, directory_id order by seq
                                        rows between unbounded preceding and 1 preceding) as last_before
       from applied
     )
     select case when e.append = l.append then 'within an append' else 'after an append' end as which,
       l.site_id, l.directory_id, l.seq, l.applied_seq, e.seq as earlier_seq, e.applied_seq as before
     from later l
     join applied e on e.site_id = l.site_id and e.directory_id = l.directory_id and e.seq < l.seq
       and e.applied_seq > l.applied_seq and (e.append = l.append or pg_visible_in_snapshot(e.append, l.saw))
     where l.last_before > l.applied_seq`,
  )
  return rows
}
