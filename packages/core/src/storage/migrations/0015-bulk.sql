-- breaking
-- Bulk requests (RFC 7644 §3.7, docs/adr/0009-bulk.md). Breaking: a worker that does not know them would go on behind failOnErrors.

-- One row a request. It lives while its result may be asked for.
create table bulk (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  -- Over the request without secrets and without the ids that were made for it: equal requests join.
  digest uuid not null,
  fail_on_errors integer,
  -- The operations, in the order of the request.
  operation_ids uuid[] not null,
  -- The highest pending.seq of them: whatever is above was accepted later.
  last_seq bigint not null,
  settled integer not null default 0,
  errors integer not null default 0,
  -- failOnErrors was reached: what is left is not processed.
  stopped boolean not null default false,
  finished_at timestamptz,
  -- Its result was handed to a requester.
  delivered boolean not null default false,
  accepted_at timestamptz not null default clock_timestamp(),
  primary key (site_id, id)
);
create index bulk_digest on bulk (site_id, directory_id, digest);

-- The place in a Bulk: its id, index, dependencies, cycle and what was refused at accept. Null for all other operations.
-- json, as the body: written once, read whole.
alter table operation add column bulk json;
-- An operation of a Bulk that was refused at accept keeps what could be read of it.
alter table operation alter column method drop not null;
alter table operation alter column resource_type drop not null;
alter table operation alter column resource_id drop not null;
