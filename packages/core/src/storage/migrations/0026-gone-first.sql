-- Records that were deleted in a pause go before operations when it ends: whether there are any is asked before each batch.
create index dirty_gone on dirty (site_id, directory_id, key) where gone is not null and failure is null;
