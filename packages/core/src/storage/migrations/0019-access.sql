-- breaking
-- What groups and organizations give access to. Breaking: an older worker would leave the grants of a group that it deletes.

-- Apps are for groups of the workforce, projects for organizations of customers.
create table app (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  kind text not null check (kind in ('app', 'project')),
  name text not null,
  name_key text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (site_id, key),
  unique (site_id, id),
  constraint app_name unique (site_id, kind, name_key) deferrable
);

-- Bound to the group and never to its name: a renamed group keeps them, a new group of an old name has none.
create table access_grant (
  site_id integer not null,
  app_key bigint not null,
  site_group_key bigint not null,
  granted_at timestamptz not null,
  granted_by text not null,
  primary key (site_id, app_key, site_group_key)
);
create index access_grant_reverse on access_grant (site_id, site_group_key, app_key);

-- Whoever is new at the site gets into it; no directory may fill it.
alter table site_group add column default_access boolean not null default false;
