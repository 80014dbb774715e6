-- breaking
-- Clashes between groups of directories and groups of the site, and what was decided about them. Breaking: an older worker would
-- rename a group whose name an administrator has settled, and would delete a group without its copy.

create table conflict (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  directory_id integer not null,
  -- Of the directory's group; the record may be gone.
  record_key bigint not null,
  record_id uuid not null,
  -- The site's group in its way.
  site_group_key bigint not null,
  site_group_id uuid not null,
  kind text not null check (kind in ('local-group', 'owned-by-other-directory', 'default-group', 'rename-clash')),
  -- The name that the record wants.
  name text not null,
  name_key text collate "C" not null,
  -- decided: to be carried out when the record is projected (a review ends, a step comes).
  state text not null check (state in ('open', 'decided', 'resolved', 'superseded', 'undone')),
  -- Raised by whatever changes what is to be decided.
  version integer not null,
  decision text check (decision in ('accept', 'merge', 'keep', 'rename')),
  -- Of `rename`.
  given_name text,
  -- An administrator, or `policy`.
  decided_by text,
  decided_at timestamptz,
  -- The command, or the operation that the policy answered.
  decided_in uuid,
  first_seen timestamptz not null,
  closed_at timestamptz,
  primary key (site_id, key),
  unique (site_id, id)
);
create unique index conflict_live on conflict (site_id, record_key) where state in ('open', 'decided');
create index conflict_state on conflict (site_id, state, key);
create index conflict_record on conflict (site_id, record_key, key);
create index conflict_group on conflict (site_id, site_group_key, key);

-- The folded name of the record for which the site's group has another one, by decision: until the next rename.
alter table group_link add column name_kept_for text collate "C";

-- The disconnected directory that it comes from: until somebody links it.
alter table site_group add column left_by integer;

-- What a decision took away, or a deletion: undo and restore read nothing else.
create table group_copy (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  -- decision: of the conflict. deleted: of the group.
  kind text not null check (kind in ('decision', 'deleted')),
  conflict_key bigint,
  site_group_key bigint not null,
  site_group_id uuid not null,
  audience text not null check (audience in ('workforce', 'customers')),
  -- As the group was before.
  name text not null,
  source text not null check (source in ('local', 'synced')),
  -- The decision made the group.
  made_group boolean not null default false,
  -- Of what it gave access to, where that ends: [{"app": id, "grantedAt": time, "grantedBy": actor}]
  grants jsonb not null default '[]',
  operation_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- When it was taken back or restored, or can no longer be: why.
  used_at timestamptz,
  primary key (site_id, key),
  unique (site_id, id)
);
create index group_copy_expiry on group_copy (expires_at);
create index group_copy_group on group_copy (site_id, site_group_key, key);
create index group_copy_conflict on group_copy (site_id, conflict_key) where conflict_key is not null;

create table group_copy_member (
  site_id integer not null,
  copy_key bigint not null,
  account_key bigint not null,
  origin integer not null,
  primary key (site_id, copy_key, account_key, origin)
);
