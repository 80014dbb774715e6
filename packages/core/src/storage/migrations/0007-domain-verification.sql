-- E-mail domains of a site: proven by a TXT record, or marked by an operator; looked up again each day. Nothing has written
-- the table so far.

alter table domain
  -- As typed; name_key is what is compared: ASCII, in small letters (RFC 5891).
  add column name text not null,
  -- What the TXT record has to say. Not a secret: it is published.
  add column token text not null,
  add column verified_by text check (verified_by in ('dns', 'operator')),
  add column checked_at timestamptz,
  -- The record of a domain verified by DNS was not found any more since then. Only shown: nothing changes by itself.
  add column missing_since timestamptz,
  -- The workforce directory that the domain belongs to, where a site has several.
  add column directory_id integer references directory (id),
  add constraint domain_verified check ((verified_at is null) = (verified_by is null));
