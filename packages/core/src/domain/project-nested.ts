/** Groups in groups stay in their directory: a notice, once a group, that goes with the last of them. */
import { gateOf } from './gate.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release } from './project-hold.ts'
import type { GroupRecord } from './record.ts'

/** A group has joined or left the group. */
export function noteNested(state: PlanState, group: GroupRecord, joined: boolean): void {
  if (joined && gateOf(state, group) === 'open') hold(state, group, 'nested-not-projected', null)
  else if (state.holds.get(group.key, 'nested-not-projected') !== undefined) projectNested(state, group)
}

export function projectNested(state: PlanState, group: GroupRecord): void {
  if (gateOf(state, group) !== 'open') return
  if (state.members.hasNested(group.key)) hold(state, group, 'nested-not-projected', null)
  else release(state, group, 'nested-not-projected')
}
