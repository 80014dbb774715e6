-- What a revoked credential has sent and nobody has applied yet: kept (the default) or dropped by the lane.

alter table credential add column drops_pending boolean not null default false;
create index credential_dropping on credential (site_id) where drops_pending;
