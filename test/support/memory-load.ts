/**
 * The rows of a site without a database that a need names, with what the lane loads beside each (core/storage/lane/load.ts), and
 * no others: what a plan forgets to ask for it does not get.
 */
import type { Conflict } from '@syncline/core/domain/conflict.ts'
import { MOST_LOSSES } from '@syncline/core/domain/group-copy.ts'
import type { Loaded, LoadedAccount } from '@syncline/core/domain/loaded.ts'
import { scoped } from '@syncline/core/domain/lookup.ts'
import type { MemberRow } from '@syncline/core/domain/member-relation.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import { type Account, type Key, type MemberRef, memberRef } from '@syncline/core/domain/record.ts'
import { personsOf } from './memory-erasures.ts'
import { loadGuardFrom } from './memory-guard.ts'
import type { MemoryRows } from './memory-rows.ts'

/** Ids of conflicts that have changed since so much was applied. */
export type ChangedSince = (asOf: number) => ReadonlySet<string>

export function loadFrom(rows: MemoryRows, need: Need, now: Date, changedSince: ChangedSince): Loaded {
  const { users, groups, holds } = recordsOf(rows, need)
  const members = membersOf(rows, need)
  const records = new Set([...users, ...groups].map(({ key }) => key))
  const named = new Set(members.map(({ key }) => key))
  const userLinks = rows.userLinks.all.filter(({ key }) => records.has(key) || named.has(key) || need.linksOf.has(key))
  const groupLinks = rows.groupLinks.all.filter(({ key }) => records.has(key) || need.linksOf.has(key))
  const tombstones = rows.tombstones.all.filter(({ directoryId, externalId }) =>
    [...need.externalIds].some(
      (name) => name === scoped(directoryId, externalId) || isAnywhere(name, directoryId, externalId),
    ),
  )
  const linked = new Set([
    // Of a record named as a member the link comes alone.
    ...userLinks.filter(({ key }) => records.has(key) || need.linksOf.has(key)).map(({ accountKey }) => accountKey),
    ...groupLinks.map(({ siteGroupKey }) => siteGroupKey),
    ...tombstones.map(({ accountKey }) => accountKey),
  ])
  return {
    need,
    users,
    groups,
    values: rows.values.all.filter(({ name }) => need.values.has(name)),
    members,
    pairs: pairsOf(rows, need),
    userLinks,
    groupLinks,
    accounts: rows.accounts.all
      .filter((account) => linked.has(account.key) || isAsked(account, need))
      .map(withLinks(rows)),
    siteGroups: rows.siteGroups.all.filter(
      ({ key, id, audience, nameKey }) =>
        linked.has(key) ||
        need.siteGroupKeys.has(key) ||
        need.siteGroupIds.has(id) ||
        need.siteGroupNames.has(scoped(audience, nameKey)),
    ),
    holds,
    localMembers: [...need.localMembersOf].flatMap((siteGroupKey) => {
      const { length } = rows.siteMembers.all.filter((row) => row.groupKey === siteGroupKey && row.origin === 0)
      return length === 0 ? [] : [{ siteGroupKey, count: length }]
    }),
    externalIds: rows.users.all.flatMap(({ key, directoryId, externalId }) => {
      const name = scoped(directoryId, externalId ?? '')
      return externalId !== null && need.externalIds.has(name) ? [{ name, key }] : []
    }),
    tombstones,
    siteRows: rows.siteMembers.all.filter(({ accountKey }) => need.siteRowsOf.has(accountKey)),
    nestedPairs: rows.members.all.filter((row) => row.nested && need.nestedIn.has(row.groupKey)),
    ...accessOf(rows, need),
    heldIn: heldIn(rows, need),
    ...conflictsOf(rows, need, changedSince),
    ...loadGuardFrom(rows, need, now),
    ...copiesOf(rows, need),
    persons: personsOf(rows, need),
  }
}

/** The last one about the same record, or that has changed the same group. */
function decisionBehind({ conflicts, groupCopies }: MemoryRows, key: Key): string | undefined {
  const own = conflicts.all.find((each) => each.key === key)
  const copy = groupCopies.all.find(({ conflictKey }) => conflictKey === key)
  const isBehind = (each: Conflict) => {
    const its = groupCopies.all.find(({ conflictKey }) => conflictKey === each.key)
    const isOfRecord = each.recordKey === own?.recordKey && each.key > key && each.state !== 'open'
    const isOfGroup =
      copy !== undefined && its?.siteGroupKey === copy.siteGroupKey && its.key > copy.key && each.state === 'resolved'
    return isOfGroup || (isOfRecord && ['decided', 'resolved'].includes(each.state))
  }
  return conflicts.all
    .filter(isBehind)
    .sort((a, b) => a.key - b.key)
    .at(-1)?.id
}

function copiesOf(rows: MemoryRows, need: Need): Pick<Loaded, 'groupCopies' | 'copyLosses' | 'decisionsBehind'> {
  const accounts = new Map(rows.accounts.all.map((account) => [account.key, account]))
  return {
    groupCopies: rows.groupCopies.all.filter(
      ({ id, conflictKey }) =>
        need.groupCopyIds.has(id) || (conflictKey !== null && need.copiesOfConflicts.has(conflictKey)),
    ),
    decisionsBehind: [...need.decisionsBehind].flatMap((of) => {
      const conflictId = decisionBehind(rows, of)
      return conflictId === undefined ? [] : [{ of, conflictId }]
    }),
    copyLosses: [...need.copyLosses].map((copyKey) => {
      const copied = rows.copiedMembers.all.filter((row) => row.copyKey === copyKey)
      const people = [...new Set(copied.map(({ accountKey }) => accountKey))].sort((a, b) => a - b)
      const lost = people.flatMap((key) => {
        const account = accounts.get(key)
        if (account?.active) return []
        const reason = account === undefined ? ('gone' as const) : ('switched-off' as const)
        return [{ accountId: account?.id ?? null, name: account?.displayName ?? account?.email ?? null, reason }]
      })
      const count = (reason: string) => lost.filter((each) => each.reason === reason).length
      const [gone, switchedOff] = [count('gone'), count('switched-off')]
      return { copyKey, people: people.length, gone, switchedOff, named: lost.slice(0, MOST_LOSSES) }
    }),
  }
}

function accessOf(rows: MemoryRows, need: Need): Pick<Loaded, 'apps' | 'grants'> {
  const grants = rows.grants.all.filter(
    ({ appKey, siteGroupKey }) => need.grantsOfApps.has(appKey) || need.grantsOfGroups.has(siteGroupKey),
  )
  const granted = new Set(grants.map(({ appKey }) => appKey))
  const apps = rows.apps.all.filter(
    ({ key, id, kind, nameKey }) => granted.has(key) || need.appIds.has(id) || need.appNames.has(scoped(kind, nameKey)),
  )
  return { apps, grants }
}

function recordsOf(rows: MemoryRows, need: Need): Pick<Loaded, 'users' | 'groups' | 'holds'> {
  const held = new Set(
    rows.holds.all
      .filter(({ kind, basisKey }) => basisKey !== null && need.heldFor.has(scoped(kind, basisKey)))
      .map(({ recordKey }) => recordKey),
  )
  const users = rows.users.all.filter(
    ({ key, id, directoryId, userNameKey }) =>
      held.has(key) ||
      need.userKeys.has(key) ||
      need.userIds.has(id) ||
      need.userNames.has(scoped(directoryId, userNameKey)),
  )
  const groups = rows.groups.all.filter(
    ({ key, id, directoryId, displayNameKey }) =>
      held.has(key) ||
      need.groupKeys.has(key) ||
      need.groupIds.has(id) ||
      need.groupNames.has(scoped(directoryId, displayNameKey)),
  )
  const keys = new Set([...users, ...groups].map(({ key }) => key))
  return { users, groups, holds: rows.holds.all.filter(({ recordKey }) => keys.has(recordKey)) }
}

function membersOf(rows: MemoryRows, need: Need): MemberRef[] {
  return [
    ...rows.users.all.map((user) => memberRef(user, false)),
    ...rows.groups.all.map((group) => memberRef(group, true)),
  ].filter(({ id, key }) => need.memberIds.has(id) || need.memberKeys.has(key))
}

function pairsOf(rows: MemoryRows, need: Need): MemberRow[] {
  const idOf = new Map([...rows.users.all, ...rows.groups.all].map(({ key, id }) => [key, id]))
  return rows.members.all.filter(
    ({ groupKey, memberKey }) =>
      need.membersOf.has(groupKey) ||
      need.groupsOf.has(memberKey) ||
      need.memberPairs.get(idOf.get(groupKey) ?? '')?.has(idOf.get(memberKey) ?? ''),
  )
}

function isAsked({ key, id, audience, emailKey }: Account, need: Need): boolean {
  return need.accountKeys.has(key) || need.accountIds.has(id) || need.accountEmails.has(scoped(audience, emailKey))
}

function withLinks(rows: MemoryRows) {
  const links = Map.groupBy(rows.userLinks.all, ({ accountKey }) => accountKey)
  return (account: Account): LoadedAccount => {
    const own = links.get(account.key) ?? []
    const owners = own.filter(({ kind }) => kind === 'owning')
    if (owners.length > 1) throw new Error(`the account ${account.email} has ${owners.length} owners`)
    const memberKeys = own.filter(({ kind }) => kind === 'member').map(({ key }) => key)
    return { account, ownerKey: owners[0]?.key ?? null, memberKeys }
  }
}

function heldIn(rows: MemoryRows, need: Need): Loaded['heldIn'] {
  const directoryOf = new Map(rows.users.all.map(({ key, directoryId }) => [key, directoryId]))
  return rows.holds.all.flatMap((hold) => {
    const name = scoped(directoryOf.get(hold.recordKey) ?? -1, hold.kind)
    return need.heldIn.has(name) ? [{ name, hold }] : []
  })
}

/** Tombstones of disconnected directories count for all. */
function isAnywhere(name: string, directoryId: number, externalId: string): boolean {
  return directoryId === 0 && name.endsWith(scoped('', externalId))
}

function conflictsOf(
  rows: MemoryRows,
  need: Need,
  changedSince: ChangedSince,
): Pick<Loaded, 'conflicts' | 'conflictsWhere'> {
  const isLive = ({ state }: Conflict) => state === 'open' || state === 'decided'
  const leftLocal = (key: Key) => rows.siteGroups.all.some((group) => group.key === key && group.leftBy !== null)
  const conflictsWhere = [...need.conflictsWhere].flatMap(([name, filter]) =>
    rows.conflicts.all
      .filter(
        (row) =>
          row.state === 'open' &&
          row.directoryId === (filter.directoryId ?? row.directoryId) &&
          row.kind === (filter.kind ?? row.kind) &&
          (filter.leftLocal !== true || leftLocal(row.siteGroupKey)),
      )
      .map(({ key, id }) => ({ name, key, changed: filter.asOf !== undefined && changedSince(filter.asOf).has(id) })),
  )
  const found = new Set(conflictsWhere.map(({ key }) => key))
  const conflicts = rows.conflicts.all.filter(
    (row) => found.has(row.key) || need.conflictIds.has(row.id) || (isLive(row) && need.conflictsOf.has(row.recordKey)),
  )
  return { conflicts, conflictsWhere }
}
