-- Site rows: a function of the directories (core/domain/project.ts). Written by the lane only.

create table account (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  audience text not null check (audience in ('workforce', 'customers')),
  class text not null check (class in ('managed', 'external', 'portal-only')),
  active boolean not null,
  -- Who switched it off; null while it is on.
  switched_off_by text check (switched_off_by in ('directory', 'admin')),
  email text not null,
  email_key text collate "C" not null,
  display_name text,
  -- title, organization, department, timezone, preferredLanguage
  profile jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (site_id, key),
  unique (site_id, id),
  -- One address, one account for each audience; swaps happen within a batch.
  constraint account_email unique (site_id, audience, email_key) deferrable initially immediate
);

create table site_group (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  audience text not null check (audience in ('workforce', 'customers')),
  source text not null check (source in ('local', 'synced')),
  name text not null,
  name_key text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (site_id, key),
  unique (site_id, id),
  constraint site_group_name unique (site_id, audience, name_key) deferrable initially immediate
);

-- A person is in a group while any row is. origin 0: local; else the directory.
create table site_member (
  group_key bigint not null,
  account_key bigint not null,
  site_id integer not null,
  origin integer not null,
  primary key (site_id, group_key, account_key, origin)
);
create index site_member_reverse on site_member (site_id, account_key, group_key);

-- Links are narrow tables of their own. kind: the owning link drives profile, class and on/off.
create table user_link (
  site_id integer not null,
  user_key bigint not null,
  account_key bigint not null,
  kind text not null check (kind in ('owning', 'member')),
  primary key (site_id, user_key)
);
create index user_link_account on user_link (site_id, account_key);
create unique index user_link_owner on user_link (site_id, account_key) where kind = 'owning';

create table group_link (
  site_id integer not null,
  group_key bigint not null,
  site_group_key bigint not null,
  primary key (site_id, group_key),
  constraint group_link_one unique (site_id, site_group_key) deferrable initially immediate
);

-- Why a record does not (fully) reach the site. basis_key: the folded address or name that it waits for.
create table hold (
  site_id integer not null,
  record_key bigint not null,
  kind text not null,
  basis_key text collate "C",
  since timestamptz not null,
  by text not null,
  primary key (site_id, record_key, kind)
);
create index hold_basis on hold (site_id, kind, basis_key);
