/**
 * From a group record to the site's group (design: Groups and organizations): created and renamed while the name is free and
 * nobody else's, held with the reason while it is not. What it gives access to is bound to the site's group and never to a name.
 */
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/json.ts'
import { carryOut, linkNewGroup, NAME_HOLDS } from './carry-out.ts'
import type { Clash } from './conflict-write.ts'
import { isInReview, passes } from './gate.ts'
import { holdOfConflict } from './group-conflict.ts'
import { copyForRestore } from './group-copy-write.ts'
import { isWatching } from './guard.ts'
import { keepDeletedGroup } from './guard-group.ts'
import type { PlanState } from './plan-state.ts'
import { clashOf, endConflict, followClash, loadedSiteGroup } from './project-conflict.ts'
import { hold, release, releaseAll } from './project-hold.ts'
import type { GroupRecord, HoldKind, Key, SiteGroup } from './record.ts'
import { deleteSiteGroup, makeSiteGroupLocal, renameSiteGroup } from './site-group-write.ts'

/** @param asksPolicy of a name that clashes: not where an administrator has asked for the group himself */
export function projectGroup(state: PlanState, group: GroupRecord, asksPolicy = true): void {
  const isThrough = passes(state, group)
  if (!(isThrough || isInReview(state, group))) return
  if (state.groupLinks.get(group.key) === undefined && state.holds.get(group.key, 'detached') !== undefined) return
  const name = nameOf(group.attributes.displayName)
  if (keepsItsName(state, group, name)) {
    endConflict(state, group)
    release(state, group, ...NAME_HOLDS)
    return
  }
  const clash = clashOf(state, group, name)
  const conflict = followClash(state, group, clash, asksPolicy)
  if (!isThrough || (conflict?.state === 'decided' && carryOut(state, group, conflict))) return
  const stop = stopOf(state, name, clash)
  release(state, group, ...NAME_HOLDS.filter((kind) => kind !== stop))
  const link = state.groupLinks.get(group.key)
  if (stop !== null) hold(state, group, stop, fold(name))
  else if (link === undefined) linkNewGroup(state, group, name, null)
  else renameSiteGroup(state, loadedSiteGroup(state, link.siteGroupKey), name)
}

/** The conflict of a record is brought up to date, and nothing else. The record is not held back by a pause. */
export function followToday(state: PlanState, group: GroupRecord): void {
  const name = nameOf(group.attributes.displayName)
  const isKept = state.groupLinks.get(group.key)?.nameKeptFor === fold(name)
  followClash(state, group, isKept ? null : clashOf(state, group, name), true)
}

/** By decision its group has another name at the site, until the directory has another one as well. */
function keepsItsName(state: PlanState, group: GroupRecord, name: string): boolean {
  const link = state.groupLinks.get(group.key)
  if (link === undefined || link.nameKeptFor === null) return false
  if (link.nameKeptFor === fold(name)) return true
  state.groupLinks.put({ ...link, nameKeptFor: null })
  return false
}

/** Null: the name is free, or its own. A linked group that is stopped keeps its old name at the site, and its members go on flowing. */
function stopOf(state: PlanState, name: string, clash: Clash | null): HoldKind | null {
  if (state.context.site.builtInNames.has(fold(name))) return 'built-in-name'
  return clash === null ? null : holdOfConflict(clash.kind)
}

/** The site's group goes with it, and its grants end; with local members it becomes local, and keeps those and its grants. */
export function projectDeletedGroup(state: PlanState, group: GroupRecord): void {
  const link = state.groupLinks.get(group.key)
  endConflict(state, group)
  if (keepDeletedGroup(state, group)) return
  releaseAll(state, group)
  if (link !== undefined)
    endDeletedGroup(state, group.key, loadedSiteGroup(state, link.siteGroupKey), [group.directoryId])
}

/**
 * For people whom the guard of another directory keeps in it, it stays as well.
 * @param origins of the memberships that go with it; its own directory keeps nobody in it any more
 */
export function endDeletedGroup(
  state: PlanState,
  recordKey: Key,
  siteGroup: SiteGroup,
  origins: readonly number[],
): void {
  const staysLocal =
    state.hasLocalMembers(siteGroup.key) || (isWatching(state) && state.guard.keeping(siteGroup.key).length > 0)
  if (!staysLocal) copyForRestore(state, siteGroup)
  for (const origin of origins) state.siteMembers.clear(siteGroup.key, origin)
  state.groupLinks.delete(recordKey)
  if (staysLocal) makeSiteGroupLocal(state, siteGroup)
  else deleteSiteGroup(state, siteGroup)
}

export function nameOf(displayName: Json | undefined): string {
  return typeof displayName === 'string' ? displayName.trim() : ''
}
