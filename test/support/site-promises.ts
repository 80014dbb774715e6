/**
 * What is promised of a site without a database, looked for row by row and without the code that keeps it. Each breach is one
 * sentence.
 */
import { domainOf } from '@syncline/core/domain/account-class.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import type { MemorySite } from './memory-site.ts'

export function brokenPromises(site: MemorySite): string[] {
  return [
    ...recordsWithoutState(site),
    ...wrongMemberships(site),
    ...wrongAccess(site),
    ...wrongClasses(site),
    ...doubles(site),
    ...wrongKept(site),
  ]
}

/** Every record of a directory that syncs has a link or says why not. */
function recordsWithoutState({ rows }: MemorySite): string[] {
  const known = new Set([
    ...rows.userLinks.all.map(({ key }) => key),
    ...rows.groupLinks.all.map(({ key }) => key),
    ...rows.holds.all.map(({ recordKey }) => recordKey),
  ])
  return [...rows.users.all, ...rows.groups.all]
    .filter(({ key }) => !known.has(key))
    .map(({ id }) => `record ${id} has neither a link nor a hold`)
}

/** Somebody is in a group of the site exactly while a directory says so of a linked record in a linked group. */
function wrongMemberships({ rows }: MemorySite): string[] {
  const siteGroupOf = new Map(rows.groupLinks.all.map(({ key, siteGroupKey }) => [key, siteGroupKey]))
  const directoryOf = new Map(rows.groups.all.map(({ key, directoryId }) => [key, directoryId]))
  const linkOf = new Map(rows.userLinks.all.map((link) => [link.key, link]))
  const wanted = new Set(
    rows.members.all.flatMap(({ groupKey, memberKey }) => {
      const [siteGroup, link] = [siteGroupOf.get(groupKey), linkOf.get(memberKey)]
      if (siteGroup === undefined || !link?.joins) return []
      return [`${siteGroup}/${link.accountKey}/${directoryOf.get(groupKey)}`]
    }),
  )
  const there = new Set(
    rows.siteMembers.all
      .filter(({ origin }) => origin > 0)
      .map(({ groupKey, accountKey, origin }) => `${groupKey}/${accountKey}/${origin}`),
  )
  return [
    ...[...wanted].filter((row) => !there.has(row)).map((row) => `membership ${row} is missing`),
    ...[...there].filter((row) => !wanted.has(row)).map((row) => `membership ${row} is left over`),
  ]
}

/** Nobody keeps what their directory took away: not the account, and of external people and member links not the groups. */
function wrongAccess({ rows }: MemorySite): string[] {
  const accounts = new Map(rows.accounts.all.map((account) => [account.key, account]))
  const users = new Map(rows.users.all.map((user) => [user.key, user]))
  return rows.userLinks.all.flatMap(({ key, accountKey, kind, joins }) => {
    const [user, account] = [users.get(key), accounts.get(accountKey)]
    const item = rows.guardItems.all.find((each) => isLive(each) && each.recordKey === key)
    if (item?.kind === 'deleted' && user === undefined) return []
    if (user === undefined || account === undefined) return [`link ${key} leads nowhere`]
    if (user.active || item?.kind === 'deactivated') return []
    if (kind === 'owning' && account.class !== 'external' && account.active) {
      return [`account ${account.email} is on, and its record ${user.id} is not active`]
    }
    const mayNotJoin = kind === 'member' || account.class === 'external'
    return mayNotJoin && joins ? [`groups of ${user.id} count, and it is not active`] : []
  })
}

function wrongClasses({ rows, site }: MemorySite): string[] {
  return rows.accounts.all.flatMap(({ email, emailKey, audience, class: accountClass }) => {
    const workforce = site.domains.has(domainOf(emailKey)) ? 'managed' : 'external'
    const expected = audience === 'customers' ? 'portal-only' : workforce
    return accountClass === expected ? [] : [`account ${email} is ${accountClass}, and not ${expected}`]
  })
}

function doubles({ rows }: MemorySite): string[] {
  const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at)
  return [
    ...twice(rows.accounts.all.map(({ audience, emailKey }) => `${audience}/${emailKey}`)).map(
      (name) => `two accounts have ${name}`,
    ),
    ...twice(
      rows.userLinks.all.filter(({ kind }) => kind === 'owning').map(({ accountKey }) => String(accountKey)),
    ).map((key) => `account ${key} has two owners`),
    ...twice(rows.groupLinks.all.map(({ siteGroupKey }) => String(siteGroupKey))).map(
      (key) => `group ${key} of the site has two records`,
    ),
  ]
}

/** What the guard keeps is there exactly for items that are visible, and those of records that are there hold them. */
function wrongKept({ rows }: MemorySite): string[] {
  const live = rows.guardItems.all.filter(isLive)
  const kept = rows.siteMembers.all.filter(({ origin }) => origin < 0)
  const nameOf = (groupKey: number, accountKey: number | null, origin: number) => `${groupKey}/${accountKey}/${origin}`
  const ofPeople = live.flatMap((item) => item.kept.map((key) => nameOf(key, item.accountKey, -item.directoryId)))
  const ofGroups = new Set(live.map(({ siteGroupKey, directoryId }) => `${siteGroupKey}/${-directoryId}`))
  const there = new Set(kept.map((row) => nameOf(row.groupKey, row.accountKey, row.origin)))
  const isListed = (row: (typeof kept)[number]) =>
    ofPeople.includes(nameOf(row.groupKey, row.accountKey, row.origin)) || ofGroups.has(`${row.groupKey}/${row.origin}`)
  const held = new Set(rows.holds.all.filter(({ kind }) => kind.startsWith('guard')).map(({ recordKey }) => recordKey))
  const records = new Set([...rows.users.all, ...rows.groups.all].map(({ key }) => key))
  const visible = new Set(live.filter(({ recordKey }) => records.has(recordKey)).map(({ recordKey }) => recordKey))
  return [
    ...kept.filter((row) => !isListed(row)).map((row) => `${JSON.stringify(row)} is kept by nobody`),
    ...ofPeople
      .filter((name) => !there.has(name))
      .map((name) => `membership ${name} is listed as kept and is not there`),
    ...[...held].filter((key) => !visible.has(key)).map((key) => `record ${key} is held by the guard without an item`),
    ...[...visible].filter((key) => !held.has(key)).map((key) => `the item of record ${key} is no hold of it`),
  ]
}
