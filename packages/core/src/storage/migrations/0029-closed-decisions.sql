-- What was closed long ago goes: found over all sites by its time.
create index conflict_closed on conflict (closed_at) where closed_at is not null;
create index guard_item_closed on guard_item (closed_at) where closed_at is not null;
