/** What the counters of a site without a database have to be, counted from its rows. */
import { scoped } from '@syncline/core/domain/lookup.ts'
import type { MemorySite } from './memory-site.ts'

export function recountIn({ rows }: MemorySite): Record<string, number> {
  const counts: Record<string, number> = {}
  const add = (directoryId: number, name: string) => {
    const counter = scoped(directoryId, name).replace('\u0000', '/')
    counts[counter] = (counts[counter] ?? 0) + 1
  }
  const records = [...rows.users.all, ...rows.groups.all]
  const directoryOf = (key: number) => records.find((record) => record.key === key)?.directoryId ?? -1
  for (const { directoryId, active } of rows.users.all) {
    add(directoryId, 'users')
    if (active) add(directoryId, 'active-users')
  }
  for (const { directoryId } of rows.groups.all) add(directoryId, 'groups')
  for (const { groupKey } of rows.members.all) add(directoryOf(groupKey), 'members')
  for (const { recordKey, kind } of rows.holds.all) add(directoryOf(recordKey), `hold:${kind}`)
  for (const { active, class: accountClass } of rows.accounts.all) {
    for (const name of ['accounts', `accounts:${accountClass}`]) add(0, name)
    if (active) for (const name of ['active-accounts', `active-accounts:${accountClass}`]) add(0, name)
  }
  const on = new Set(rows.accounts.all.filter(({ active }) => active).map(({ key }) => key))
  for (const { key, accountKey, kind } of rows.userLinks.all) {
    if (kind === 'owning' && on.has(accountKey) && directoryOf(key) !== -1) add(directoryOf(key), 'on-accounts')
  }
  for (const _ of rows.siteGroups.all) add(0, 'site-groups')
  return counts
}
