-- Directory rows: what the identity provider says. Written by the lane only.
-- Keys (bigint) are handed out by the lane row and are unique in a site over users, groups, accounts and site groups.
-- *_key text columns are made by fold() in core/scim and compared bytewise; SQL never folds.

create table directory_user (
  site_id integer not null,
  directory_id integer not null,
  key bigint not null,
  id uuid not null,
  active boolean not null,
  version integer not null,
  user_name_key text collate "C" not null,
  external_id text collate "C",
  display_name_key text collate "C",
  -- The address that the person is matched by (docs/glossary.md, "matching e-mail").
  email_key text collate "C",
  created_at timestamptz not null,
  last_modified timestamptz not null,
  -- As sent, without id, meta, schemas and whatever is never returned.
  resource jsonb not null,
  primary key (site_id, directory_id, key),
  unique (site_id, id),
  -- Two users may swap names in one batch; the plan decides clashes.
  constraint directory_user_name unique (site_id, directory_id, user_name_key) deferrable initially immediate
);
create index directory_user_external_id on directory_user (site_id, directory_id, external_id)
  where external_id is not null;
create index directory_user_display_name on directory_user (site_id, directory_id, display_name_key)
  where display_name_key is not null;

-- Every e-mail of every user, for filters and linking.
create table directory_user_email (
  site_id integer not null,
  directory_id integer not null,
  email_key text collate "C" not null,
  user_key bigint not null,
  primary key (site_id, directory_id, email_key, user_key)
);

create table directory_group (
  site_id integer not null,
  directory_id integer not null,
  key bigint not null,
  id uuid not null,
  version integer not null,
  member_count integer not null,
  display_name_key text collate "C" not null,
  external_id text collate "C",
  created_at timestamptz not null,
  last_modified timestamptz not null,
  -- As sent, without id, meta, schemas and members.
  resource jsonb not null,
  primary key (site_id, directory_id, key),
  unique (site_id, id),
  constraint directory_group_name unique (site_id, directory_id, display_name_key) deferrable initially immediate
) with (fillfactor = 70);
create index directory_group_external_id on directory_group (site_id, directory_id, external_id)
  where external_id is not null;

-- A relation, never a list: a change of a group touches only the rows it names.
create table directory_member (
  group_key bigint not null,
  member_key bigint not null,
  site_id integer not null,
  -- The member is a group (stored and returned, not projected).
  nested boolean not null default false,
  primary key (site_id, group_key, member_key)
);
create index directory_member_reverse on directory_member (site_id, member_key, group_key);
