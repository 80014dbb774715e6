/**
 * From a group record to the site's group (design: Groups and organizations): created and renamed while the name is free and
 * nobody else's, held with the reason while it is not. What it gives access to is bound to the site's group and never to a name.
 */
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/json.ts'
import { audienceOf } from './account-write.ts'
import { passes } from './gate.ts'
import { conflictKind, holdOfConflict } from './group-conflict.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release, releaseAll } from './project-hold.ts'
import { projectGroupPairs } from './project-member.ts'
import type { GroupRecord, HoldKind, Key, SiteGroup } from './record.ts'
import { createSiteGroup, deleteSiteGroup, makeSiteGroupLocal, renameSiteGroup } from './site-group-write.ts'

/** What stops a link, or of a linked group its new name. One of them at most. */
const NAME_HOLDS: readonly HoldKind[] = ['conflict', 'built-in-name', 'default-group']

export function projectGroup(state: PlanState, group: GroupRecord): void {
  if (!passes(state, group)) return
  const link = state.groupLinks.get(group.key)
  if (link === undefined && state.holds.get(group.key, 'detached') !== undefined) return
  const own = link === undefined ? undefined : siteGroupOf(state, link.siteGroupKey)
  const name = nameOf(group.attributes.displayName)
  const stop = stopOf(state, group, name, own)
  release(state, group, ...NAME_HOLDS.filter((kind) => kind !== stop))
  if (stop !== null) hold(state, group, stop, fold(name))
  else if (own === undefined) linkNewGroup(state, group, name)
  else renameSiteGroup(state, own, name)
}

/** Null: the name is free, or its own. A linked group that is stopped keeps its old name at the site, and its members go on flowing. */
function stopOf(state: PlanState, group: GroupRecord, name: string, own: SiteGroup | undefined): HoldKind | null {
  if (state.context.site.builtInNames.has(fold(name))) return 'built-in-name'
  const takenBy = state.siteGroupNames.find(scoped(audienceOf(state, group), fold(name)))
  if (takenBy === undefined || takenBy === own?.key) return null
  return holdOfConflict(conflictKind(own !== undefined, siteGroupOf(state, takenBy)))
}

/** Everybody in it who has an account joins. */
function linkNewGroup(state: PlanState, group: GroupRecord, name: string): void {
  const siteGroup = createSiteGroup(state, { audience: audienceOf(state, group), source: 'synced', name })
  state.groupLinks.put({ key: group.key, siteGroupKey: siteGroup.key })
  projectGroupPairs(state, group, siteGroup.key)
}

/** The site's group goes with it, and its grants end; with local members it becomes local, and keeps those and its grants. */
export function projectDeletedGroup(state: PlanState, group: GroupRecord): void {
  const link = state.groupLinks.get(group.key)
  releaseAll(state, group)
  if (link === undefined) return
  const siteGroup = siteGroupOf(state, link.siteGroupKey)
  state.siteMembers.clear(siteGroup.key, group.directoryId)
  state.groupLinks.delete(group.key)
  if (state.hasLocalMembers(siteGroup.key)) makeSiteGroupLocal(state, siteGroup)
  else deleteSiteGroup(state, siteGroup)
}

function siteGroupOf(state: PlanState, key: Key): SiteGroup {
  const siteGroup = state.siteGroups.get(key)
  if (siteGroup === undefined) throw new Error(`site group ${key} was not loaded`)
  return siteGroup
}

function nameOf(displayName: Json | undefined): string {
  return typeof displayName === 'string' ? displayName.trim() : ''
}
