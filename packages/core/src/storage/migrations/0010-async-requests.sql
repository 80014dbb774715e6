-- Asynchronous requests (RFC 9967 §2.5.1), and the keys that their results are signed with.

-- Where the result of an operation is fetched: a narrow row beside the journal, for operations that asked for it alone.
create table async_request (
  site_id integer not null,
  -- 128 random bits: the value of Set-Txn, and the last segment of the status URI.
  txn uuid not null,
  directory_id integer not null,
  operation_id uuid not null,
  accepted_at timestamptz not null default now(),
  primary key (site_id, txn),
  -- A request that is sent again with its Idempotency-Key gets the txn of the first.
  unique (site_id, operation_id)
);
create index async_request_accepted on async_request (accepted_at);

create index idempotency_key_expiry on idempotency_key (expires_at);

-- Key pairs (ES256) of the service. The newest whose time has come signs; all that are here are published as a JWK set.
create table signing_key (
  kid text collate "C" primary key,
  public_jwk jsonb not null,
  -- Secret: never in a log, an error, an event or an answer.
  private_jwk jsonb not null,
  created_at timestamptz not null default now(),
  -- It is published before it signs: who keeps a copy of the JWK set for as long as it says finds the key in it.
  signs_from timestamptz not null,
  -- Null: no other key follows it yet.
  published_until timestamptz
);
