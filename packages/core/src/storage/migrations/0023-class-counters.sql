-- Accounts are counted by class as well: those that are there are counted once.
insert into counter (site_id, directory_id, name, value)
select site_id, 0, 'accounts:' || class, count(*) from account group by site_id, class
union all
select site_id, 0, 'active-accounts:' || class, count(*) from account where active group by site_id, class
on conflict (site_id, directory_id, name) do update set value = excluded.value;
