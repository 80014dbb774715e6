/** Records that waited for an address or a name are projected again once it is free. */
import { unscoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { projectGroup } from './project-group.ts'
import { projectNested } from './project-nested.ts'
import { projectUser } from './project-user.ts'
import type { HoldKind, Key } from './record.ts'

/** Works off what the last operation freed, and what that frees in turn. */
export function projectFreed(state: PlanState): void {
  for (let freed = state.freed.shift(); freed !== undefined; freed = state.freed.shift()) {
    const { scope, name } = unscoped(freed)
    for (const key of state.holds.waitingFor(scope as HoldKind, name)) projectRecord(state, key)
  }
}

/** A row that was marked, whatever it is. What is gone has nothing left to project. */
export function projectRow(state: PlanState, { key }: { readonly key: Key }): void {
  const user = state.users.get(key)
  const group = state.groups.get(key)
  if (user !== undefined) projectUser(state, user)
  else if (group !== undefined) {
    projectGroup(state, group)
    projectNested(state, group)
  }
}

function projectRecord(state: PlanState, key: Key): void {
  const user = state.users.get(key)
  const group = state.groups.get(key)
  if (user !== undefined) projectUser(state, user)
  else if (group !== undefined) projectGroup(state, group)
  else {
    // The loader brings the record with the hold; only a record deleted meanwhile is neither.
    state.missing.userKeys.add(key)
    state.missing.groupKeys.add(key)
  }
}
