/** A marked row, whatever it is: a record as it is now, or one that was deleted while its directory was paused. */
import { goneGroup, goneUser } from './gone-record.ts'
import { accountByKey, isWatching } from './guard.ts'
import { carryOutItem } from './guard-decide.ts'
import type { GuardItem } from './guard-item.ts'
import { keepDeleted } from './guard-person.ts'
import { offerAgain } from './guard-return.ts'
import { scoped } from './lookup.ts'
import type { Dirty } from './mark.ts'
import type { PlanState } from './plan-state.ts'
import { projectRow } from './project.ts'
import { projectDeletedGroup, projectGroup } from './project-group.ts'
import { leaveSiteGroups } from './project-member.ts'
import { projectMemberships } from './project-memberships.ts'
import { projectAccount, projectDeletedUser, projectUser } from './project-user.ts'

export function projectMarked(state: PlanState, entry: Dirty): void {
  const { key, gone, freed } = entry
  if (freed !== null) {
    state.freed.push(...freed.map(([kind, basis]) => scoped(kind, basis)))
    return
  }
  // What is left of it is closed by its end.
  if (state.context.directories.get(entry.directoryId)?.phase === 'disconnected') return
  const item = isWatching(state) ? state.guard.live(key) : undefined
  if (item !== undefined && (item.state === 'releasing' || item.state === 'rejecting')) carryOutItem(state, item)
  else if (item?.kind === 'deleted' && gone === null) projectHeld(state, item)
  if (gone === null) {
    projectRow(state, entry)
    const user = state.users.get(key)
    if (user !== undefined) projectMemberships(state, user)
  } else if (gone.type === 'User') {
    const link = state.userLinks.get(key)
    if (link === undefined) return
    const user = goneUser(entry, gone, state.context.now)
    projectUser(state, user)
    if (keepDeleted(state, user, gone.nextKey)) return
    // Its pairs are gone with it, so that they no longer say where it was.
    leaveSiteGroups(state, link.accountKey, entry.directoryId)
    projectDeletedUser(state, user, gone.nextKey)
  } else if (state.groupLinks.get(key) !== undefined) {
    const group = goneGroup(entry, gone, state.context.now)
    projectGroup(state, group)
    projectDeletedGroup(state, group)
  }
}

/** The account of a deleted record, which nobody else projects: what came meanwhile waited for the end of the pause. */
function projectHeld(state: PlanState, item: GuardItem): void {
  offerAgain(state, item)
  const account = item.accountKey === null ? undefined : accountByKey(state, item.accountKey)
  if (account !== undefined) projectAccount(state, account)
}
