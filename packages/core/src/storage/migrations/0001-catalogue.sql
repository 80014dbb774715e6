-- Catalogue: global, small, written by the API and the CLI in one transaction with its control_event row.

create table site (
  id integer generated always as identity primary key,
  public_id uuid not null unique,
  name text not null,
  name_key text collate "C" not null unique,
  created_at timestamptz not null default now()
);

create table directory (
  id integer generated always as identity primary key,
  site_id integer not null references site (id),
  public_id uuid not null unique,
  name text not null,
  name_key text collate "C" not null,
  audience text not null default 'workforce' check (audience in ('workforce', 'customers')),
  mode text not null default 'lenient' check (mode in ('lenient', 'strict')),
  created_at timestamptz not null default now(),
  unique (site_id, name_key)
);

-- A bearer key of a directory. Only the SHA-256 of the key is kept; the prefix names it in lists and logs.
create table credential (
  id integer generated always as identity primary key,
  site_id integer not null references site (id),
  directory_id integer not null references directory (id),
  name text not null,
  prefix text collate "C" not null unique,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index credential_directory on credential (directory_id);

-- E-mail domains of a site; an account is managed when its e-mail is on a verified one.
create table domain (
  site_id integer not null references site (id),
  name_key text collate "C" not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (site_id, name_key)
);

create table admin (
  id integer generated always as identity primary key,
  name text not null,
  name_key text collate "C" not null unique,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- Audit of control writes (what takes effect at commit, without the lane).
create table control_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  site_id integer,
  directory_id integer,
  detail jsonb not null default '{}'
);
