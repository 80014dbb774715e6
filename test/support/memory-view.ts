/** A site without a database as people see it: records, accounts and groups by their ids, addresses and names. */
import type { Key } from '@syncline/core/domain/record.ts'
import type { MemorySite } from './memory-site.ts'

export function userIn({ rows }: MemorySite, id: string) {
  return rows.users.all.find((user) => user.id === id)
}

export function groupIn({ rows }: MemorySite, id: string) {
  return rows.groups.all.find((group) => group.id === id)
}

/** Ids of the members that a group has in its directory, sorted. */
export function membersIn({ rows }: MemorySite, groupId: string): string[] {
  const records = [...rows.users.all, ...rows.groups.all]
  const idOf = (key: Key) => records.find((record) => record.key === key)?.id ?? `unknown ${key}`
  return rows.members.all
    .filter(({ groupKey }) => idOf(groupKey) === groupId)
    .map(({ memberKey }) => idOf(memberKey))
    .sort()
}

/** Addresses of the people in a group of the site, sorted. */
export function peopleIn({ rows }: MemorySite, siteGroup: string): string[] {
  const group = rows.siteGroups.all.find(({ name }) => name === siteGroup)
  return rows.siteMembers.all
    .filter(({ groupKey }) => groupKey === group?.key)
    .map(({ accountKey }) => rows.accounts.all.find(({ key }) => key === accountKey)?.email ?? `unknown ${accountKey}`)
    .sort()
}

export function siteGroupsIn({ rows }: MemorySite): string[] {
  return rows.siteGroups.all.map(({ name }) => name).sort()
}

/** Counters that are not zero; a directory's with its id before the name, the site's as 0. */
export function countersIn({ rows }: MemorySite): Record<string, number> {
  const kept = [...rows.counters].filter(([, value]) => value !== 0)
  return Object.fromEntries(kept.map(([name, value]) => [name.replace('\u0000', '/'), value]))
}

/** Everything, comparable between sites that got the same operations in other batches. */
export function imageOf(site: MemorySite) {
  const { counters: _, ...tables } = site.rows
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
  return {
    ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, sorted(table.all)])),
    counters: countersIn(site),
  }
}
