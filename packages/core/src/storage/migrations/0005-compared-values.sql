-- Every value in the form in which it is compared, beside the record (docs/adr/0006-compared-values.md), and an index for
-- users that changed since a time (not for groups: each change of a membership would leave its page).
-- Rows that are there get their values from core/scim when this file has run (migration-fill.ts), and
-- only then the column is made mandatory: SQL does not fold.
-- breaking

alter table directory_user add column compared jsonb;
alter table directory_group add column compared jsonb;

-- Partial, though nobody lacks the time, so that only statements that name it can use the index: a look-up by key or name must
-- have no second way through the whole directory, whatever the statistics say.
create index directory_user_last_modified on directory_user (site_id, directory_id, last_modified)
  where last_modified is not null;
