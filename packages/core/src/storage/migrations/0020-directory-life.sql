-- Pause and end of directories.

alter table directory
  -- Of the pause that lasts: when it was said that losses wait for its end.
  add column losses_reported_at timestamptz,
  add column disconnected_at timestamptz,
  -- Since when the records of a disconnected directory are gone.
  add column purged_at timestamptz;

-- Of a record that was deleted while its directory was paused: what it was at the end. Its link goes when the pause does.
alter table dirty add column gone jsonb;

drop index dirty_directory;
create index dirty_directory on dirty (site_id, directory_id, key);
create index dirty_loss on dirty (site_id, directory_id, since) where loss;
