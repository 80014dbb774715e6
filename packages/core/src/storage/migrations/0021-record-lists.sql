-- Lists of what is held: of one kind in the order of its records, and what administrators have set or dismissed.
create index hold_kind on hold (site_id, kind, record_key);
create index hold_decided on hold (site_id, kind) where by <> 'lane';
