-- What can be set for one directory; what is absent has its default (catalogue/directory-settings.ts).

alter table directory add column settings jsonb not null default '{}';
