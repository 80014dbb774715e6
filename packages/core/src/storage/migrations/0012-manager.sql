-- The user that manager.value names, beside the record: found by an index, and shown as long as there is such a user
-- (docs/adr/0008-references-end-with-their-target.md). Made by Postgres of what is stored, for the rows that are there as for new ones.

alter table directory_user add column manager_id uuid generated always as (
  case when resource #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'
    ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
  then (resource #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}')::uuid end
) stored;

create index directory_user_manager on directory_user (site_id, directory_id, manager_id) where manager_id is not null;
