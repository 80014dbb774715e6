-- breaking
-- The deprovisioning guard: losses of the last day, and those that wait for an administrator. Breaking: an older worker would let
-- them through.

-- One row a person (domain.md: a loss). Those of the last 24 hours are the window.
create table guard_loss (
  site_id integer not null,
  directory_id integer not null,
  account_key bigint not null,
  at timestamptz not null,
  -- Switched-on accounts of the directory and of the site when it came: those of the window's first loss are its bases.
  base integer not null,
  site_base integer not null,
  primary key (site_id, directory_id, account_key)
);
create index guard_loss_window on guard_loss (site_id, directory_id, at);
create index guard_loss_expiry on guard_loss (at);

create table guard_item (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  directory_id integer not null,
  -- Of a person or a group; the record may be gone.
  record_key bigint not null,
  record_id uuid not null,
  kind text not null check (kind in ('deactivated', 'deleted', 'left-access', 'group-deleted', 'group-emptied')),
  -- releasing: let go by an administrator, to be carried out in a step.
  state text not null check (state in ('held', 'releasing', 'rejected', 'released', 'ended', 'superseded')),
  account_key bigint,
  account_id uuid,
  site_group_key bigint,
  site_group_id uuid,
  external_id text collate "C",
  email_key text collate "C",
  -- As they were when it was held.
  name text,
  email text,
  -- Names of the groups of the site that the person was in, for reading.
  groups jsonb not null default '[]',
  -- Groups of the site whose membership it keeps: rows of site_member with origin = -directory_id.
  kept bigint[] not null default '{}',
  -- A record that the directory has deleted.
  gone jsonb,
  -- Who loses by it.
  people integer not null,
  operation_id uuid not null,
  since timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  closed_at timestamptz,
  primary key (site_id, key),
  unique (site_id, id)
);
create unique index guard_item_live on guard_item (site_id, record_key) where state in ('held', 'releasing', 'rejected');
create index guard_item_state on guard_item (site_id, state, key);
create index guard_item_account on guard_item (site_id, account_key) where state in ('held', 'releasing', 'rejected');
create index guard_item_external on guard_item (site_id, directory_id, external_id)
  where state in ('held', 'releasing', 'rejected') and gone is not null;

-- Of the losses that wait: when it was said that they do.
alter table directory add column guard_reported_at timestamptz;
