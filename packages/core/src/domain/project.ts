/** What is projected without an operation of its own: rows that are marked, and records that wait for an address or a name. */
import { scoped, unscoped } from './lookup.ts'
import type { FreedName } from './mark.ts'
import type { PlanState } from './plan-state.ts'
import { projectGroup } from './project-group.ts'
import { projectNested } from './project-nested.ts'
import { projectAccount, projectUser } from './project-user.ts'
import type { HoldKind, Key, UserRecord } from './record.ts'
import { accountOfLink } from './user-link.ts'

/** Each costs a round of loading or two: a longer chain goes on in the next steps. */
const CHAIN_LINKS = 16

/** Works off what the last operation freed, and what that frees in turn, in this order, whatever is left to a step. */
export function projectFreed(state: PlanState): void {
  const { chainLinks = CHAIN_LINKS } = state.context
  for (let links = 0; ; links += 1) {
    projectDisplaced(state)
    const freed = state.freed.splice(0).map(freedName)
    if (freed.length === 0) return
    if (links >= chainLinks) {
      state.leave(freed)
      return
    }
    for (const [kind, basis] of freed) {
      for (const key of state.holds.waitingFor(kind, basis)) projectRecord(state, key)
      projectDisplaced(state)
    }
  }
}

function projectDisplaced(state: PlanState): void {
  for (let key = state.displaced.shift(); key !== undefined; key = state.displaced.shift()) projectRecord(state, key)
}

function freedName(freed: string): FreedName {
  const { scope, name } = unscoped(freed)
  return [scope as HoldKind, name]
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
