-- Lists of the admin API that would walk over the whole journal of a site. Newest first is the primary key of the operation.

-- What went wrong: few rows, so that those that went well pay nothing for it.
create index outcome_refused on outcome (site_id, operation_id) where status >= 400;
-- The history of one user or group.
create index operation_resource on operation (resource_id, site_id, id);
