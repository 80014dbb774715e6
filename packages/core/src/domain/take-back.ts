/**
 * What a decision about a conflict has changed is taken back, on the site as it is today (design: Conflicts, Undo): rows that the
 * link brought leave, rows that the decision removed come back, the link is cut. What others have done since stays.
 */
import { fold } from '../scim/fold.ts'
import type { Conflict } from './conflict.ts'
import { KEPT } from './conflict-decision.ts'
import type { GroupCopy } from './group-copy.ts'
import { groupByName } from './local-group.ts'
import type { PlanState } from './plan-state.ts'
import { clashOf, endConflict, loadedSiteGroup } from './project-conflict.ts'
import { nameOf, projectGroup } from './project-group.ts'
import { hold, release } from './project-hold.ts'
import type { GroupLink, GroupRecord, HoldKind, SiteGroup } from './record.ts'
import { deleteSiteGroup, makeSiteGroupLocal, renameSiteGroup } from './site-group-write.ts'

/** The basis of `detached` where a decision was taken back. */
export const UNDONE = 'undone'

/** A decision, and what there is today of what it was about. */
export type Undone = {
  readonly conflict: Conflict
  /** The directory's group. */
  readonly group: GroupRecord | undefined
  readonly link: GroupLink | undefined
  /** That the decision changed or made; of `keep` the one that was kept. */
  readonly siteGroup: SiteGroup | undefined
  readonly copy: GroupCopy | undefined
}

export function undoneOf(state: PlanState, conflict: Conflict): Undone {
  const { key, recordKey, siteGroupKey, decision } = conflict
  const group = state.groupByKey(recordKey)
  state.needLinks(recordKey)
  const link = state.groupLinks.get(recordKey)
  // Of what is kept nothing was copied.
  const copy = state.groupCopies.ofConflict(key)
  // Without its copy nobody knows what to take back.
  const changed = decision === 'keep' ? siteGroupKey : copy?.siteGroupKey
  const siteGroup = changed === undefined ? undefined : state.siteGroupByKey(changed)
  return { conflict, group, link, siteGroup, copy }
}

/** The group had another name before, which it does not get back. */
export function formerNameOf({ conflict, siteGroup, copy }: Undone): string | null {
  if (copy === undefined || copy.madeGroup || conflict.kind === 'rename-clash') return null
  return fold(copy.name) === siteGroup?.nameKey ? null : copy.name
}

/** A group that was renamed by decision would get its old name back. */
export function isNameTaken(state: PlanState, undone: Undone): boolean {
  const { conflict, link, siteGroup, copy } = undone
  if (conflict.kind !== 'rename-clash' || link?.nameKeptFor !== conflict.nameKey) return false
  if (copy === undefined || siteGroup === undefined || !isClashing(state, undone)) return false
  const holder = groupByName(state, siteGroup.audience, fold(copy.name))
  return holder !== undefined && holder.key !== siteGroup.key
}

/** @param by the administrator. It can be taken back (undo-reason.ts). */
export function takeBack(state: PlanState, undone: Undone, by: string): void {
  const { conflict, copy, siteGroup } = undone
  if (conflict.kind === 'rename-clash') takeNameBack(state, undone)
  else if (copy === undefined || siteGroup === undefined) reopen(state, undone)
  else if (copy.madeGroup) takeMadeGroupBack(state, undone, siteGroup, by)
  else takeAdoptionBack(state, undone, { siteGroup, copy }, by)
}

/** Nothing was changed. It clashes anew, whatever the policy says. */
function reopen(state: PlanState, { group }: Undone): void {
  if (group === undefined || state.holds.get(group.key, 'detached')?.basisKey !== KEPT) return
  release(state, group, 'detached')
  // It has left the review long ago.
  state.begun.add(group.key)
  projectGroup(state, group, false)
}

function takeNameBack(state: PlanState, undone: Undone): void {
  const { conflict, group, link, siteGroup, copy } = undone
  // With another name of the record the decision has come to its end.
  if (group === undefined || link?.nameKeptFor !== conflict.nameKey) return
  const isRenamed = isClashing(state, undone)
  state.groupLinks.put({ ...link, nameKeptFor: null })
  if (isRenamed && copy !== undefined && siteGroup !== undefined) renameSiteGroup(state, siteGroup, copy.name)
  projectGroup(state, group)
}

/** With people of its own, or access, it stays as a local group. */
function takeMadeGroupBack(state: PlanState, undone: Undone, siteGroup: SiteGroup, by: string): void {
  const { link } = undone
  if (link?.siteGroupKey !== siteGroup.key) return
  const stays =
    state.hasLocalMembers(siteGroup.key) ||
    state.guard.keeping(siteGroup.key).length > 0 ||
    state.access.grantsOfGroup(siteGroup.key).length > 0
  cut(state, undone, link, by)
  if (!stays) deleteSiteGroup(state, siteGroup)
  else makeSiteGroupLocal(state, siteGroup, { group: undone.conflict.recordId })
}

function takeAdoptionBack(
  state: PlanState,
  undone: Undone,
  { siteGroup, copy }: { readonly siteGroup: SiteGroup; readonly copy: GroupCopy },
  by: string,
): void {
  const { conflict, link } = undone
  if (link?.siteGroupKey === siteGroup.key) {
    cut(state, undone, link, by)
    makeSiteGroupLocal(state, siteGroup, { group: conflict.recordId })
    const local = loadedSiteGroup(state, siteGroup.key)
    // As the site spelled it.
    if (fold(copy.name) === local.nameKey) renameSiteGroup(state, local, copy.name)
  }
  if (conflict.decision === 'accept') state.siteMembers.bringBack({ copyKey: copy.key, siteGroupKey: siteGroup.key })
}

/** Everybody whom the link brought leaves, but for those whom the guard keeps; nothing of the record reaches the site until an administrator links it again. */
function cut(state: PlanState, { conflict, group }: Undone, { key, siteGroupKey }: GroupLink, by: string): void {
  state.siteMembers.clear(siteGroupKey, conflict.directoryId)
  state.groupLinks.delete(key)
  if (group === undefined) return
  endConflict(state, group)
  release(state, group, ...state.holds.kindsOf(key).filter((kind) => !STAYING.includes(kind)))
  hold(state, group, 'detached', UNDONE, by)
}

/** What is noted of its members stays true, and what the guard keeps waits for its own decision. */
const STAYING: readonly HoldKind[] = ['nested-not-projected', 'guard']

function isClashing(state: PlanState, { group }: Undone): boolean {
  return group !== undefined && clashOf(state, group, nameOf(group.attributes.displayName)) !== null
}
