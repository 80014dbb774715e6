/** From a directory pair (group, member) to the site's membership row. Nested groups are stored, and only noted. */
import { joinedAgain } from './guard-rejoin.ts'
import { clearingWaits, pairWaits } from './pause-member.ts'
import type { PlanState } from './plan-state.ts'
import { release } from './project-hold.ts'
import { noteNested } from './project-nested.ts'
import type { GroupRecord, Key, MemberRef } from './record.ts'

/** A member has joined or left a group of its directory. */
export function projectPair(state: PlanState, group: GroupRecord, member: MemberRef, joined: boolean): void {
  if (pairWaits(state, group, member, joined)) return
  if (member.nested) {
    noteNested(state, group, joined)
    return
  }
  const groupLink = state.groupLinks.get(group.key)
  const userLink = state.userLinks.get(member.key)
  if (groupLink === undefined || userLink?.joins !== true) return
  setSiteMember(state, groupLink.siteGroupKey, userLink.accountKey, group.directoryId, joined)
  if (joined) joinedAgain(state, group, member, { ...groupLink, ...userLink })
}

/** The groups of a user count for its account from now on, or no longer: its rows in all groups that reach the site follow. */
export function projectUserPairs(state: PlanState, userKey: Key, accountKey: Key, joins: boolean): void {
  const user = state.users.get(userKey)
  // All of them, also where its pairs say nothing any more: after a pause they may have changed unseen.
  if (!joins && user !== undefined) leaveSiteGroups(state, accountKey, user.directoryId)
  for (const groupKey of state.members.groupsOf(userKey)) {
    const group = state.groups.get(groupKey)
    if (group === undefined) {
      state.missing.groupKeys.add(groupKey)
      continue
    }
    const groupLink = state.groupLinks.get(groupKey)
    if (groupLink !== undefined) setSiteMember(state, groupLink.siteGroupKey, accountKey, group.directoryId, joins)
  }
}

/** A group that the batch made got its site group: everybody in it who has an account joins. */
export function projectGroupPairs(state: PlanState, group: GroupRecord, siteGroupKey: Key): void {
  for (const row of state.members.membersOf(group.key)) {
    if (row.nested) continue
    const member = state.memberByKey(row.memberKey)
    const userLink = member === undefined ? undefined : state.userLinks.get(member.key)
    if (userLink?.joins === true) setSiteMember(state, siteGroupKey, userLink.accountKey, group.directoryId, true)
  }
}

/** A group lost all its members at once. */
export function projectClearedGroup(state: PlanState, group: GroupRecord): void {
  if (clearingWaits(state, group)) return
  release(state, group, 'nested-not-projected')
  const groupLink = state.groupLinks.get(group.key)
  if (groupLink !== undefined) state.siteMembers.clear(groupLink.siteGroupKey, group.directoryId)
}

/** Memberships of an account that come from this directory, but for those in `kept`. @returns the groups that it has left */
export function leaveSiteGroups(
  state: PlanState,
  accountKey: Key,
  origin: number,
  kept: ReadonlySet<Key> = new Set(),
): Key[] {
  const rows = state.siteMembers.rowsOf(accountKey)
  const leaving = rows.filter((row) => row.origin === origin && !kept.has(row.groupKey))
  for (const row of leaving) state.siteMembers.remove(row)
  return leaving.map(({ groupKey }) => groupKey)
}

function setSiteMember(state: PlanState, groupKey: Key, accountKey: Key, origin: number, member: boolean): void {
  const row = { groupKey, accountKey, origin }
  if (member) state.siteMembers.add(row)
  else state.siteMembers.remove(row)
}
