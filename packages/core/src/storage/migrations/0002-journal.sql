-- The journal: appended to, never rewritten. See docs/architecture.md.
-- operation, outcome and change are partitioned by range of the operation's uuidv7, so that a whole week or month
-- of bodies goes at once by dropping a table. A primary key must contain the partition column.

-- One cacheless sequence: a cached one would hand out numbers in blocks and break the order within a directory.
create sequence operation_seq as bigint cache 1;

create table operation (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  credential_id integer,
  actor text not null,
  method text not null check (method in ('POST', 'PUT', 'PATCH', 'DELETE')),
  resource_type text not null check (resource_type in ('User', 'Group')),
  -- The resource asked for; for POST the id that the new resource will get.
  resource_id uuid not null,
  if_match text,
  -- As validated, without attributes that are never returned. json, not jsonb: written once, read whole.
  body json,
  secret_sent boolean not null default false,
  accepted_at timestamptz not null default clock_timestamp(),
  primary key (site_id, id)
) partition by range (id);

-- The queue. Narrow, unpartitioned; a row is deleted in the transaction that settles its operation.
create table pending (
  site_id integer not null,
  directory_id integer not null,
  seq bigint not null default nextval('operation_seq'),
  operation_id uuid not null,
  -- The existing resource that the operation aims at; null for POST, which has none yet.
  target_id uuid,
  -- First 128 bits of SHA-256 over method, path, If-Match and body: equal requests join.
  digest uuid not null,
  -- Rows that applying it may touch (1 + member values), so that a claim is bounded by work and not by count.
  cost integer not null default 1,
  accepted_at timestamptz not null default clock_timestamp(),
  primary key (site_id, directory_id, seq)
) with (
  -- Every row dies within moments: without an eager vacuum the claim walks over the dead ones.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 10000,
  autovacuum_vacuum_cost_delay = 0
);
-- The last pending row on a target, or the last equal POST: what an equal request may join. It begins with the 128 bits
-- that tell rows apart, not with the site: else Postgres, whose statistics of a queue are always wrong, takes it for as
-- good as the primary key and walks over the whole backlog of a directory to find one row.
create index pending_join on pending ((coalesce(target_id, digest)), directory_id, site_id, seq);

create table outcome (
  site_id integer not null,
  operation_id uuid not null,
  -- Gapless per site; handed out under the lane row.
  applied_seq bigint not null,
  status smallint not null,
  scim_type text,
  detail text,
  resource_id uuid,
  version integer,
  created_at timestamptz,
  last_modified timestamptz,
  -- The resource after the operation where the answer cannot be made from the request alone (PUT, PATCH of users).
  resource json,
  applied_at timestamptz not null,
  primary key (site_id, operation_id)
) partition by range (operation_id);
create index outcome_applied on outcome (site_id, applied_seq);

create table change (
  site_id integer not null,
  applied_seq bigint not null,
  n integer not null,
  operation_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  before jsonb,
  after jsonb,
  primary key (site_id, applied_seq, n, operation_id)
) partition by range (operation_id);

create table idempotency_key (
  site_id integer not null,
  directory_id integer not null,
  key text collate "C" not null,
  digest uuid not null,
  operation_id uuid not null,
  expires_at timestamptz not null,
  primary key (site_id, directory_id, key)
);

-- Answers that did not reach their requester or that several requesters wait for (joining of retries).
-- Nearly always empty. The rules are in storage/journal/redelivery.ts.
create table redelivery (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  digest uuid not null,
  -- The request that owns the answer now; null while nobody does.
  waiter uuid,
  -- The answer is given: later requesters are told what serial execution would have told them.
  delivered boolean not null default false,
  expires_at timestamptz not null,
  primary key (site_id, operation_id)
);
create index redelivery_digest on redelivery (site_id, directory_id, digest);

-- Operations that the lane gave up on. Their outcome says 500; redrive makes a new operation.
create table dead_letter (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  seq bigint not null,
  reason text not null,
  at timestamptz not null,
  primary key (site_id, operation_id)
);

-- One row a site. Held FOR UPDATE by the batch transaction: it is the fence and hands out applied_seq and row keys.
create table lane (
  site_id integer primary key,
  applied_seq bigint not null default 0,
  next_key bigint not null default 1,
  -- Claims start above it; it trails behind, because commits become visible out of order. The sweep ignores it.
  claim_floor bigint not null default 0,
  floor_candidate bigint not null default 0,
  floor_marked_at timestamptz not null default now(),
  settled_at timestamptz not null default now(),
  retry_at timestamptz,
  failure text,
  -- While claims are below suspect_last, batches are at most suspect_size: a batch there has killed its process.
  suspect_last bigint not null default 0,
  suspect_size integer not null default 0
);

-- The batch that is being tried, committed before it is applied. Unfinished while base = lane.applied_seq.
create table lane_attempt (
  site_id integer primary key,
  base bigint not null,
  first bigint not null,
  last bigint not null,
  size integer not null,
  count integer not null
);

-- Exact counts, kept in the batch transaction. directory_id 0: the site as a whole.
create table counter (
  site_id integer not null,
  directory_id integer not null,
  name text collate "C" not null,
  value bigint not null,
  primary key (site_id, directory_id, name)
);
