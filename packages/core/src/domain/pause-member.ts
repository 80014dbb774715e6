/** Changes of members while the directory is paused: whose memberships they are is projected again when that ends. */
import { gateOf, isPaused } from './gate.ts'
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, MemberRef } from './record.ts'

/** A member has joined or left a group. @returns whether that waits */
export function pairWaits(state: PlanState, group: GroupRecord, member: MemberRef, joined: boolean): boolean {
  if (!isPaused(state, group.directoryId)) return false
  if (member.nested) waitGroup(state, group)
  else if (state.groupLinks.get(group.key) !== undefined && state.userLinks.get(member.key) !== undefined)
    state.wait(member, !joined)
  return true
}

/** A group has lost all its members, and nobody has looked who they were. @returns whether that waits */
export function clearingWaits(state: PlanState, group: GroupRecord): boolean {
  if (!isPaused(state, group.directoryId)) return false
  if (state.groupLinks.get(group.key) !== undefined) state.mark({ kind: 'members', groupKey: group.key, loss: true })
  waitGroup(state, group)
  return true
}

function waitGroup(state: PlanState, group: GroupRecord): void {
  if (gateOf(state, group) === 'waiting') state.wait(group, false)
}
