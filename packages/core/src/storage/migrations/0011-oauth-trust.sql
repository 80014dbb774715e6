-- Workload identity federation (RFC 7523 §2.2): whose signed assertions stand for a secret of the client.
create table oauth_trust (
  id integer generated always as identity primary key,
  credential_id integer not null references credential (id),
  prefix text collate "C" not null unique,
  issuer text not null,
  audience text not null,
  subject text not null,
  -- Entra: the claim tid.
  tenant text,
  -- Null: as the issuer's own configuration says.
  jwks_uri text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index oauth_trust_credential on oauth_trust (credential_id);

alter table oauth_token add column trust_id integer references oauth_trust (id);
