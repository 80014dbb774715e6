/** People who come back while something of them is held: created again, or members again. */
import { isPaused } from './gate.ts'
import { goneUser } from './gone-record.ts'
import { countBack, givesAccess, isWatching } from './guard.ts'
import type { GuardItem } from './guard-item.ts'
import { closeItem, dropKept, endItem } from './guard-item-write.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, GroupRecord, Key, MemberRef, UserRecord } from './record.ts'
import { cutLink } from './user-link.ts'

/** What holds an account whose record is deleted. Null: nothing, or its owner is there, or waits for the end of a pause. */
export function keptOf(state: PlanState, account: Account): GuardItem | null {
  const ownerKey = state.owners.get(account.key) ?? null
  if (ownerKey === null || !isWatching(state) || state.userByKey(ownerKey) !== undefined) return null
  const item = state.guard.live(ownerKey)
  if (item?.kind !== 'deleted') return null
  if (!isPaused(state, item.directoryId)) return item
  // Nothing of a paused directory changes: whoever wants the account is asked again when that ends.
  state.wait({ key: ownerKey, directoryId: item.directoryId }, false)
  return null
}

/** Somebody has the account again: what it kept goes, and the groups of today count. */
export function endDeleted(state: PlanState, item: GuardItem): void {
  cutGone(state, item)
  endItem(state, item, 'ended', undefined)
}

/** The link of a deleted record goes. Its memberships have been kept or are gone. */
export function cutGone(state: PlanState, item: GuardItem): UserRecord | undefined {
  state.needLinks(item.recordKey)
  const link = state.userLinks.get(item.recordKey)
  if (link === undefined || item.gone === null) return undefined
  const user = goneUser({ key: item.recordKey, directoryId: item.directoryId }, item.gone, state.context.now)
  cutLink(state, user, link)
  return user
}

/** Whoever waits for the account of a deleted record is asked again: a pause has ended. */
export function offerAgain(state: PlanState, item: GuardItem): void {
  if (item.kind === 'deleted' && item.emailKey !== null) state.freed.push(scoped('duplicate', item.emailKey))
}

/** A member is in a group again, or in another one that gives access. */
export function joinedAgain(
  state: PlanState,
  group: GroupRecord,
  member: MemberRef,
  { siteGroupKey, accountKey }: { readonly siteGroupKey: Key; readonly accountKey: Key },
): void {
  if (!isWatching(state)) return
  const item = state.guard.live(member.key)
  if (item !== undefined) leaveItem(state, item, member.key, siteGroupKey)
  leaveGroupItem(state, group, siteGroupKey, accountKey)
  const isLost = state.guard.lossesOf(accountKey).some(({ directoryId }) => directoryId === group.directoryId)
  if (isLost && state.guard.live(member.key) === undefined && givesAccess(state, siteGroupKey)) {
    countBack(state, accountKey, group.directoryId)
  }
}

function leaveItem(state: PlanState, item: GuardItem, userKey: Key, siteGroupKey: Key): void {
  const user = state.userByKey(userKey)
  const isBack = item.kind === 'left-access' && givesAccess(state, siteGroupKey)
  if (isBack && user !== undefined) endItem(state, item, 'ended', user)
  else if (item.kept.includes(siteGroupKey)) {
    dropKept(state, item, [siteGroupKey])
    state.guard.put({ ...item, kept: item.kept.filter((key) => key !== siteGroupKey) })
  }
}

/** Of a group that was emptied: the item ends with the last one who is back. */
function leaveGroupItem(state: PlanState, group: GroupRecord, siteGroupKey: Key, accountKey: Key): void {
  if (state.holds.get(group.key, 'guard') === undefined) return
  const item = state.guard.live(group.key)
  const row = { groupKey: siteGroupKey, accountKey, origin: -group.directoryId }
  const isKept = state.siteMembers.rowsIn(siteGroupKey, accountKey).some(({ origin }) => origin === row.origin)
  if (item === undefined || !isKept) return
  state.siteMembers.remove(row)
  countBack(state, accountKey, group.directoryId)
  const people = item.people - 1
  if (people > 0) state.guard.put({ ...item, people })
  else closeItem(state, { ...item, people }, 'ended', group)
}
