-- Tokens of the admin API. Several may have one name, so that one can be replaced without a gap; the prefix tells them apart.
alter table admin
  drop column name_key,
  add column prefix text collate "C" not null unique,
  add column expires_at timestamptz not null;

create table admin_role (
  id integer generated always as identity primary key,
  admin_id integer not null references admin (id),
  -- Null: all sites, also those to come.
  site_id integer references site (id),
  role text not null check (role in ('viewer', 'agent', 'operator', 'access', 'admin'))
);
create unique index admin_role_once on admin_role (admin_id, coalesce(site_id, 0), role);

-- Why it was done, in the words of who did it.
alter table control_event add column reason text;
create index control_event_site on control_event (site_id, id);
