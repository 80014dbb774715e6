-- breaking
-- Of a chain of records that wait for one another a batch takes a part. The names that it has not got to are kept, and go before operations
-- like records that were deleted in a pause. Breaking: an older worker would forget them.
alter table dirty add column freed jsonb;

create index dirty_first on dirty (site_id, directory_id, key)
  where (gone is not null or freed is not null) and failure is null;
drop index dirty_gone;
