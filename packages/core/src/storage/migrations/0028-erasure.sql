-- breaking
-- People who were erased, and directories whose records are purged: what history says of them is blanked by a walk through it.
-- Breaking: an older worker would give the command up as a dead letter, and purge records without blanking their history.

create table erasure (
  site_id integer not null,
  -- Of a person: the operation that erased them.
  id uuid not null,
  -- One of the two.
  person_id uuid,
  directory_id integer,
  -- Ids of the account and of the users that were the person; those of a purged directory are looked up while they are there.
  subjects uuid[] not null default '{}',
  -- By what requests are known that name none of these ids. Gone when the walk is over.
  traces jsonb,
  actor text not null,
  reason text,
  began_at timestamptz not null default now(),
  -- finding: which other users were linked to the account. Then blanking, from the beginning.
  state text not null default 'finding' check (state in ('finding', 'blanking', 'finished')),
  -- The applied_seq up to which the walk has come.
  walked_to bigint not null default 0,
  finished_at timestamptz,
  primary key (site_id, id),
  check ((person_id is null) <> (directory_id is null)),
  check ((state = 'finished') = (finished_at is not null))
);
create unique index erasure_person on erasure (site_id, person_id) where person_id is not null;
create unique index erasure_directory on erasure (site_id, directory_id) where directory_id is not null;
create index erasure_walk on erasure (began_at) where finished_at is null;
