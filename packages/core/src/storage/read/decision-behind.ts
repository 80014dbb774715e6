/** Which decision has to be taken back before that of a conflict can be: for the lane, and for whoever wants to know before. */

/**
 * The last decision behind that of a conflict: about its record, or one that has changed its group of the site. `$1` is the site.
 * @param key of the conflict, by a name other than those here
 * @returns a query of one row at most: `id` of the other conflict
 */
export function decisionBehind(key: string): string {
  return `
select y.id from (
  select x.key, x.id from conflict asked
  join conflict x on x.site_id = $1 and x.record_key = asked.record_key and x.key > asked.key
    and x.state in ('decided', 'resolved')
  where asked.site_id = $1 and asked.key = ${key}
  union all
  select x.key, x.id from group_copy own
  join group_copy later on later.site_id = $1 and later.site_group_key = own.site_group_key and later.key > own.key
    and later.kind = 'decision'
  join conflict x on x.site_id = $1 and x.key = later.conflict_key and x.state = 'resolved'
  where own.site_id = $1 and own.conflict_key = ${key}
) y
order by y.key desc limit 1`
}
