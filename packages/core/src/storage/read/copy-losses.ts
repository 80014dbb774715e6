/** Who of a copy of a group comes back, and who does not as they were: for the lane, and for whoever wants to know before. */
import { MOST_LOSSES } from '../../domain/group-copy.ts'

/** Everybody is looked up once. `$1` is the site. @param key of the copy. @returns a query of one row, with the parts of CopyLosses */
export function copyLosses(key: string): string {
  const people = `select distinct x.account_key from group_copy_member x where x.site_id = $1 and x.copy_key = ${key}`
  return `
select count(*)::integer as people,
  (count(*) filter (where a.key is null))::integer as gone,
  (count(*) filter (where not a.active))::integer as "switchedOff",
  (select coalesce(json_agg(json_build_object('accountId', l.id, 'name', l.name,
     'reason', case when l.key is null then 'gone' else 'switched-off' end)), '[]')
   from (
     select b.key, b.id, coalesce(b.display_name, b.email) as name
     from (${people}) y
     left join account b on b.site_id = $1 and b.key = y.account_key
     where b.key is null or not b.active
     order by y.account_key limit ${MOST_LOSSES}
   ) l) as named
from (${people}) c
left join account a on a.site_id = $1 and a.key = c.account_key`
}
