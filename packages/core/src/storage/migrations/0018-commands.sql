-- breaking
-- What changes people and groups beside identity providers: commands of administrators, records that are to be projected
-- again, and the first sync. Breaking: a worker that does not know commands would take them for requests.

-- Null: a SCIM request. Commands have directory_id 0 and share the journal with requests.
alter table operation add column command text;

-- reviewing: nothing reaches the site. starting: what `start` has walked past does. syncing: all of it does.
alter table directory
  add column phase text not null default 'syncing' check (phase in ('reviewing', 'starting', 'syncing', 'disconnected')),
  -- hold: operations are applied, nothing reaches the site. refuse: writes are answered 503.
  add column paused text check (paused in ('hold', 'refuse')),
  add column paused_at timestamptz;

-- builtInNames: names of groups that never reach the site, beside those that every site has.
alter table site add column settings jsonb not null default '{}';

-- Rows that are to be projected again: records, accounts and groups of the site. The lane works them off in steps.
create table dirty (
  site_id integer not null,
  key bigint not null,
  -- Of a record; 0 for an account or a group of the site.
  directory_id integer not null,
  -- The operation that it goes back to.
  operation_id uuid not null,
  -- It leaves the review now, whatever its directory does.
  begins boolean not null default false,
  -- Somebody loses access by it, who keeps it until then.
  loss boolean not null default false,
  since timestamptz not null default now(),
  -- Not null: it could not be projected, and is left for an operator.
  failure text,
  primary key (site_id, key)
);
create index dirty_directory on dirty (site_id, directory_id, loss);

-- Start syncing now, by directory. The operation is the command that began it.
create table start (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  -- What was looked at before; null: nothing.
  preview_id uuid,
  state text not null check (state in ('running', 'finished', 'stopped')),
  -- Records up to this key have left the review.
  walked_to bigint not null default 0,
  records bigint not null,
  walked bigint not null default 0,
  -- The site's applied_seq when it began and when it ended.
  began_seq bigint not null,
  ended_seq bigint,
  actor text not null,
  reason text,
  began_at timestamptz not null,
  ended_at timestamptz,
  report jsonb,
  primary key (site_id, operation_id)
);
create unique index start_running on start (site_id, directory_id) where state = 'running';

alter table user_link
  -- Whether the groups of the record count for the account.
  add column joins boolean not null default true,
  -- lane, or the administrator who decided it.
  add column made_by text not null default 'lane';

-- Of deleted records: whoever is created again with the same externalId gets the account back (domain.md, Users).
create table tombstone (
  site_id integer not null,
  -- 0: of a directory that was disconnected; any directory of the audience may have it.
  directory_id integer not null,
  audience text not null check (audience in ('workforce', 'customers')),
  external_id text collate "C" not null,
  account_key bigint not null,
  -- Only records that are made later come back to the account.
  since_key bigint not null,
  expires_at timestamptz not null,
  primary key (site_id, directory_id, audience, external_id)
);
create index tombstone_expiry on tombstone (expires_at);

-- Whether a group has other groups as members.
create index directory_member_nested on directory_member (site_id, group_key) where nested;
