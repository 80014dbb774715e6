-- A group that gives default access gives it again when it is restored.
alter table group_copy add column default_access boolean not null default false;
