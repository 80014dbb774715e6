-- A credential is a bearer key, or an OAuth client (RFC 6749 §4.4) that gets short-lived tokens for one of its secrets.
-- A client has no key: its hash is 32 random bytes that nothing is the preimage of.
alter table credential
  add column kind text not null default 'key' check (kind in ('key', 'oauth-client')),
  -- write includes read.
  add column access text not null default 'write' check (access in ('read', 'write')),
  alter column expires_at drop not null,
  add constraint credential_expires check (kind = 'oauth-client' or expires_at is not null);

-- Only the SHA-256 is kept; the prefix names the secret in lists.
create table oauth_secret (
  id integer generated always as identity primary key,
  credential_id integer not null references credential (id),
  prefix text collate "C" not null unique,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index oauth_secret_credential on oauth_secret (credential_id);

-- Opaque access tokens, as SHA-256. One ends with its client and with the secret that it was given for.
create table oauth_token (
  hash bytea primary key,
  credential_id integer not null references credential (id),
  secret_id integer references oauth_secret (id),
  access text not null check (access in ('read', 'write')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index oauth_token_credential on oauth_token (credential_id, created_at);
create index oauth_token_expiry on oauth_token (expires_at);
