/** Which users of directories are the same person as an account without being linked to it. Rare, and not held to one look-up a row. */

/** Whoever is linked to another account is another person. */
const UNLINKED = 'not exists (select from user_link l where l.site_id = $1 and l.user_key = u.key)'

/**
 * Users with the matching address of the account `a`, and those of disconnected directories whose tombstones lead to it. $1 is the site.
 * @returns a query of one column, `key`
 */
export const SAME_PERSON = `
select distinct u.key
from directory d
cross join lateral (
  select x.user_key as key, false as former from directory_user_email x
  where x.site_id = $1 and x.directory_id = d.id and x.email_key = a.email_key
  union
  select x.key, false from directory_user x
  where x.site_id = $1 and x.directory_id = d.id and x.user_name_key = a.email_key
  union
  select x.key, true from tombstone t
  join directory_user x on x.site_id = $1 and x.directory_id = d.id and x.external_id = t.external_id
  where d.phase = 'disconnected' and t.site_id = $1 and t.account_key = a.key and t.audience = a.audience
    and t.directory_id in (0, d.id)
) n
join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = n.key
where d.site_id = $1 and d.audience = a.audience and ${UNLINKED}
  and (u.email_key = a.email_key or n.former)`
