-- Review before the first sync: previews of what a start would do, and what it came to.

-- Asked for by an administrator, computed by a worker.
create table preview (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed')),
  actor text not null,
  reason text,
  asked_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- How often a worker has begun it.
  tries integer not null default 0,
  -- The site's applied_seq and next_key that it shows. Accounts and groups made since have higher keys.
  as_of_seq bigint,
  next_key bigint,
  counts jsonb,
  -- Of a failed one.
  failure text,
  primary key (site_id, id)
);
create index preview_directory on preview (site_id, directory_id, asked_at);
create index preview_waiting on preview (asked_at) where state = 'waiting';

-- One row a record: what a start would make of it.
create table preview_row (
  site_id integer not null,
  preview_id uuid not null,
  record_key bigint not null,
  record_id uuid not null,
  type text not null check (type in ('User', 'Group')),
  -- create, link, or the hold that keeps it back.
  kind text not null,
  -- The account or group of the site that it is linked to, or that is in its way.
  target_id uuid,
  -- The record that is in its way.
  other_id uuid,
  -- Of a user with an account: whether that is on.
  active boolean,
  class text,
  -- Outside of the verified domains.
  external boolean not null,
  -- Holds that it has besides.
  notices text[] not null,
  -- Of a group: its members, and how many people are inside and outside of the verified domains.
  members integer,
  inside integer,
  outside integer,
  primary key (site_id, preview_id, record_key)
);

-- Accounts on verified domains that the directory does not have, with records that may be the same person.
create table preview_absent (
  site_id integer not null,
  preview_id uuid not null,
  account_key bigint not null,
  -- [{"record": key, "name": boolean, "localPart": boolean}]
  pairs jsonb not null,
  primary key (site_id, preview_id, account_key)
);

-- What a start came to, row by row, where that is not what its preview said.
create table start_difference (
  site_id integer not null,
  operation_id uuid not null,
  record_key bigint not null,
  record_id uuid not null,
  type text not null,
  -- Null: the preview does not have it, or it is gone.
  kind_before text,
  kind_now text,
  target_before uuid,
  target_now uuid,
  other_before uuid,
  other_now uuid,
  -- Why: the operation that changed it after the preview. Null: unexplained.
  changed_by uuid,
  changed_seq bigint,
  -- record, site, other or settings: what that operation changed.
  changed_what text,
  primary key (site_id, operation_id, record_key)
);
create index start_unreported on start (ended_at) where state = 'finished' and report is null;
