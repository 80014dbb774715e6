-- Asynchronous Bulk requests (RFC 9967 §2.5.1.2).

-- Of a Bulk request, whose id is in operation_id then: what its result has of the request itself and the journal does not know
-- (methods, bulkIds and paths of its operations). Null for a single operation.
alter table async_request add column bulk_elements json;
