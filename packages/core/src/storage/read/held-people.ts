/**
 * The people who keep access by items of the deprovisioning guard, each of them once: whoever is in two groups that are held, or is
 * held besides, is one person. Of a group that is held its people have a row each among the losses.
 */

/**
 * @param which a condition on items `i`
 * @param site its number
 * @returns a query of `directory_id` and `account_key`, in which a person may be twice: count them as distinct
 */
export function heldPeople(which: string, site = '$1'): string {
  return `
select i.directory_id, coalesce(i.account_key, l.account_key) as account_key
from guard_item i
left join lateral (
  select x.account_key from guard_loss x where x.site_id = ${site} and x.item_key = i.key
) l on i.account_key is null
where i.site_id = ${site} and ${which}`
}

/** What waits for an administrator. */
export const IS_HELD = `i.state = 'held'`
