/** Who is to be erased: what else is the same person, and whether somebody has erased them already. */
import { SAME_PERSON } from '../read/same-person.ts'
import type { Statement } from '../statement.ts'

export const PERSONS: Statement = {
  name: 'load-persons',
  text: `
select q.id, e.id as "erasedIn", coalesce(r.keys, '[]') as "recordKeys"
from unnest($2::uuid[]) as q (id)
left join lateral (select x.id from erasure x where x.site_id = $1 and x.person_id = q.id limit 1) e on true
left join lateral (select x.* from account x where x.site_id = $1 and x.id = q.id limit 1) a on true
left join lateral (select json_agg(s.key) as keys from (${SAME_PERSON}) s) r on true`,
}
