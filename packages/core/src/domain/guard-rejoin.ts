/** People who are members again while something of them is held, or counted as lost. */
import { countBack, givesAccess, isWatching } from './guard.ts'
import type { GuardItem } from './guard-item.ts'
import { closeItem, dropKept, endItem, heldItem } from './guard-item-write.ts'
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, Key, MemberRef, UserLink, UserRecord } from './record.ts'

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
  leaveGroupItem(state, group, siteGroupKey, { accountKey, userKey: member.key })
  const isLost = state.guard.lossesOf(accountKey).some(({ directoryId }) => directoryId === group.directoryId)
  if (isLost && state.guard.live(member.key) === undefined && givesAccess(state, siteGroupKey)) {
    countBack(state, accountKey, group.directoryId)
  }
}

/** Whoever was left without a way in has another one, of whatever origin: not by what is kept. */
export function endWithAnotherWay(state: PlanState, user: UserRecord, { accountKey }: UserLink): void {
  const item = heldItem(state, user)
  if (item?.kind !== 'left-access') return
  const rows = state.siteMembers.allRowsOf(accountKey).filter(({ origin }) => origin >= 0)
  const groups = [...new Set(rows.map(({ groupKey }) => groupKey))]
  // All of them, so that they are asked for together.
  if (groups.filter((groupKey) => givesAccess(state, groupKey)).length > 0) endItem(state, item, 'ended', user)
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
function leaveGroupItem(
  state: PlanState,
  group: GroupRecord,
  siteGroupKey: Key,
  { accountKey, userKey }: { readonly accountKey: Key; readonly userKey: Key },
): void {
  if (state.holds.get(group.key, 'guard') === undefined) return
  const item = state.guard.live(group.key)
  const row = { groupKey: siteGroupKey, accountKey, origin: -group.directoryId }
  const isKept = state.siteMembers.rowsIn(siteGroupKey, accountKey).some(({ origin }) => origin === row.origin)
  if (item === undefined || !isKept) return
  state.siteMembers.remove(row)
  state.guard.left.push({ itemKey: item.key, accountKey })
  // Whoever is held besides is lost by that.
  if (state.guard.live(userKey) === undefined) countBack(state, accountKey, group.directoryId)
  const people = item.people - 1
  if (people > 0) state.guard.put({ ...item, people })
  else closeItem(state, { ...item, people }, 'ended', group)
}
