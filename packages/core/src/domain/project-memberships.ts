/**
 * The memberships of a linked user, all of them, as its directory says now: for whoever was not watched while they changed. A
 * membership of the site that comes from the directory exists exactly while its pair does and both ends are linked.
 */
import { gateOf } from './gate.ts'
import { keepLastWay } from './guard-person.ts'
import type { PlanState } from './plan-state.ts'
import { leaveSiteGroups } from './project-member.ts'
import type { Key, UserRecord } from './record.ts'

export function projectMemberships(state: PlanState, user: UserRecord): void {
  const link = state.userLinks.get(user.key)
  if (link === undefined || gateOf(state, user) !== 'open') return
  const { accountKey } = link
  const origin = user.directoryId
  const groups = link.joins ? siteGroupsOf(state, user.key) : new Set<Key>()
  const left = leaveSiteGroups(state, accountKey, origin, groups)
  for (const groupKey of groups) state.siteMembers.add({ groupKey, accountKey, origin })
  keepLastWay(state, origin, link, left)
}

function siteGroupsOf(state: PlanState, userKey: Key): Set<Key> {
  const siteGroups = new Set<Key>()
  for (const groupKey of state.members.groupsOf(userKey)) {
    if (state.groups.get(groupKey) === undefined) state.missing.groupKeys.add(groupKey)
    const groupLink = state.groupLinks.get(groupKey)
    if (groupLink !== undefined) siteGroups.add(groupLink.siteGroupKey)
  }
  return siteGroups
}
