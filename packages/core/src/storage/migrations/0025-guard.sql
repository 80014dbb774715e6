-- breaking
-- The deprovisioning guard: losses of the last day, and those that wait for an administrator. Breaking: an older worker would let
-- them through.

-- One row a loss of a person (domain.md: a loss), held or not. Those of the last 24 hours are the window.
create table guard_loss (
  site_id integer not null,
  -- A row key: in the order in which they came.
  key bigint not null,
  directory_id integer not null,
  account_key bigint not null,
  at timestamptz not null,
  -- Switched-on accounts of the directory and of the site when it came: those of the window's first loss are its bases.
  base integer not null,
  site_base integer not null,
  -- False: the person is back, or an administrator has let it go. It is still the first of its window, if it was.
  counts boolean not null default true,
  -- The guard item that holds it.
  item_key bigint,
  primary key (site_id, key)
);
create index guard_loss_window on guard_loss (site_id, directory_id, at);
create index guard_loss_account on guard_loss (site_id, account_key);
create index guard_loss_item on guard_loss (site_id, item_key) where item_key is not null;
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
  -- releasing, rejecting: decided by an administrator, to be carried out in a step.
  state text not null check (state in ('held', 'releasing', 'rejecting', 'rejected', 'released', 'ended', 'superseded')),
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
-- What keeps something: held, decided and not carried out, or rejected for as long as the directory says the same.
create unique index guard_item_live on guard_item (site_id, record_key) where closed_at is null;
create index guard_item_state on guard_item (site_id, state, key);
create index guard_item_account on guard_item (site_id, account_key) where closed_at is null;

-- Of the losses that wait: when it was said that they do.
alter table directory add column guard_reported_at timestamptz;

-- What the row waits with goes back to an identity provider: the guard is asked when it is projected.
alter table dirty add column guarded boolean not null default false;

-- Accounts of a directory's own that are on: what the guard's percentage is of.
insert into counter (site_id, directory_id, name, value)
select u.site_id, u.directory_id, 'on-accounts', count(*)
from user_link l
join directory_user u on u.site_id = l.site_id and u.key = l.user_key
join account a on a.site_id = l.site_id and a.key = l.account_key
where l.kind = 'owning' and a.active
group by u.site_id, u.directory_id;
