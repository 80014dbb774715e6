/** People of a site without a database, as a test about them wants to see them; and what has to hold of them at any time. */
import type { Audience } from '@syncline/core/domain/operation.ts'
import type { Account, Hold, HoldKind, Key, UserLink } from '@syncline/core/domain/record.ts'
import { expect } from 'vitest'
import { recountIn } from './memory-recount.ts'
import type { MemorySite } from './memory-site.ts'
import { countersIn, imageOf } from './memory-view.ts'

/** @throws when nobody has the address */
export function accountIn({ rows }: MemorySite, emailKey: string, audience: Audience = 'workforce'): Account {
  const found = rows.accounts.all.find((account) => account.emailKey === emailKey && account.audience === audience)
  if (found === undefined) throw new Error(`nobody has the address ${emailKey}`)
  return found
}

export function emailsIn({ rows }: MemorySite): string[] {
  return rows.accounts.all.map(({ emailKey }) => emailKey).sort()
}

/** Of a user: its link, with the address of the account. */
export function linkIn({ rows }: MemorySite, userId: string): (UserLink & { readonly email: string }) | undefined {
  const link = rows.userLinks.all.find(({ key }) => key === keyOf(rows, userId))
  const account = rows.accounts.all.find(({ key }) => key === link?.accountKey)
  return link === undefined ? undefined : { ...link, email: account?.emailKey ?? 'an unknown account' }
}

/** Of a user or group: kinds of hold with their bases. */
export function holdsIn(site: MemorySite, id: string): Partial<Record<HoldKind, string | null>> {
  return Object.fromEntries(holdRowsIn(site, id).map(({ kind, basisKey }) => [kind, basisKey]))
}

export function holdRowsIn({ rows }: MemorySite, id: string): Hold[] {
  return rows.holds.all.filter(({ recordKey }) => recordKey === keyOf(rows, id))
}

/** Projecting everything again changes nothing, counters are right, and memberships are what pairs and links say. */
export function expectSettled(site: MemorySite): void {
  expect(countersIn(site)).toEqual(recountIn(site))
  expect(syncedMembers(site)).toEqual(derivedMembers(site))
  const before = imageOf(site)
  expect(site.step()).toEqual([])
  expect(imageOf(site)).toEqual(before)
}

function keyOf(rows: MemorySite['rows'], id: string): Key | undefined {
  return [...rows.users.all, ...rows.groups.all].find((record) => record.id === id)?.key
}

function syncedMembers({ rows }: MemorySite): string[] {
  const synced = rows.siteMembers.all.filter(({ origin }) => origin > 0)
  return synced.map(({ groupKey, accountKey, origin }) => `${groupKey} ${accountKey} ${origin}`).sort()
}

function derivedMembers({ rows }: MemorySite): string[] {
  const directories = new Map([...rows.users.all, ...rows.groups.all].map(({ key, directoryId }) => [key, directoryId]))
  return rows.members.all
    .flatMap(({ groupKey, memberKey }) => {
      const group = rows.groupLinks.all.find(({ key }) => key === groupKey)
      const user = rows.userLinks.all.find(({ key }) => key === memberKey)
      if (group === undefined || user?.joins !== true) return []
      return [`${group.siteGroupKey} ${user.accountKey} ${directories.get(groupKey)}`]
    })
    .sort()
}
