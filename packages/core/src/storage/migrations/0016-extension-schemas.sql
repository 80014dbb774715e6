-- Extension schemas that a directory brings itself (RFC 7643 §3.3, §7), and the values that are looked up by an index.

create table extension_schema (
  id integer generated always as identity primary key,
  site_id integer not null references site,
  directory_id integer not null references directory,
  urn text not null,
  urn_key text collate "C" not null,
  resource_type text not null check (resource_type in ('User', 'Group')),
  required boolean not null,
  version integer not null default 1,
  -- With every characteristic written out.
  document jsonb not null,
  -- [{attribute, id, ready}]: the id is what directory_value names it by.
  indexes jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (directory_id, urn_key)
);

create sequence extension_index_id as integer;

-- SHA-256 of the extension schemas in force, empty without any: programs keep what they made of them under it.
alter table directory add column schemas_digest text collate "C" not null default '';

-- Compared values of indexed attributes of extension schemas, for filters and uniqueness.
create table directory_value (
  site_id integer not null,
  directory_id integer not null,
  index_id integer not null,
  value_key text collate "C" not null,
  record_key bigint not null,
  primary key (site_id, directory_id, index_id, value_key, record_key)
);
