/** What is projected without an operation of its own: rows that are marked, and records that wait for an address or a name. */
import { scoped, unscoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { projectGroup } from './project-group.ts'
import { projectNested } from './project-nested.ts'
import { projectAccount, projectUser } from './project-user.ts'
import type { HoldKind, Key, UserRecord } from './record.ts'
import { accountOfLink } from './user-link.ts'

/** Works off what the last operation freed, and what that frees in turn. */
export function projectFreed(state: PlanState): void {
  for (;;) {
    for (let key = state.displaced.shift(); key !== undefined; key = state.displaced.shift()) projectRecord(state, key)
    const freed = state.freed.shift()
    if (freed === undefined) return
    const { scope, name } = unscoped(freed)
    for (const key of state.holds.waitingFor(scope as HoldKind, name)) projectRecord(state, key)
  }
}

/** A row that was marked, whatever it is. What is gone has nothing left to project. */
export function projectRow(state: PlanState, { key }: { readonly key: Key }): void {
  const user = state.users.get(key)
  const group = state.groups.get(key)
  const account = state.accounts.get(key)
  if (user !== undefined) projectWithWaiting(state, user)
  else if (group !== undefined) {
    projectGroup(state, group)
    projectNested(state, group)
  } else if (account !== undefined) projectAccount(state, account)
}

/** Who waits for its account may come before it by the rules of now. */
function projectWithWaiting(state: PlanState, user: UserRecord): void {
  projectUser(state, user)
  const link = state.userLinks.get(user.key)
  if (link !== undefined) state.freed.push(scoped('duplicate', accountOfLink(state, link).emailKey))
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
