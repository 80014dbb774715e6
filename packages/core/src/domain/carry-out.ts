/** What a decision about a conflict does to the groups of the site (design: Conflicts, the table). */
import { fold } from '../scim/fold.ts'
import { audienceOf } from './account-write.ts'
import type { Conflict } from './conflict.ts'
import { KEPT } from './conflict-decision.ts'
import { reopenConflict, resolveConflict } from './conflict-write.ts'
import { copyForDecision } from './group-copy-write.ts'
import { type GroupName, groupByName, groupName } from './local-group.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { loadedSiteGroup } from './project-conflict.ts'
import { hold, release } from './project-hold.ts'
import { projectGroupPairs } from './project-member.ts'
import type { GroupRecord, HoldKind, Key, SiteGroup } from './record.ts'
import { adoptSiteGroup, createSiteGroup, renameSiteGroup } from './site-group-write.ts'
import { LOCAL } from './site-members.ts'

/** What stops a link, or of a linked group its new name. One of them at most. */
export const NAME_HOLDS: readonly HoldKind[] = ['conflict', 'built-in-name', 'default-group']

/** @returns whether that could be done; else it is open again */
export function carryOut(state: PlanState, group: GroupRecord, conflict: Conflict): boolean {
  const given = freeName(state, group, conflict.givenName)
  if (conflict.decision === 'rename' && given === null) {
    reopenConflict(state, conflict)
    return false
  }
  release(state, group, ...NAME_HOLDS)
  const link = state.groupLinks.get(group.key)
  if (link !== undefined) {
    if (given !== null) {
      const siteGroup = loadedSiteGroup(state, link.siteGroupKey)
      copyForDecision(state, conflict.key, siteGroup)
      renameSiteGroup(state, siteGroup, given.name)
    }
    state.groupLinks.put({ ...link, nameKeptFor: conflict.nameKey })
  } else if (given !== null) {
    const made = linkNewGroup(state, group, given.name, conflict.nameKey)
    copyForDecision(state, conflict.key, made, { madeGroup: true })
  } else if (conflict.decision === 'keep') hold(state, group, 'detached', KEPT, conflict.decidedBy ?? 'lane')
  else adopt(state, group, conflict)
  resolveConflict(state, conflict)
  return true
}

/** Null: it is taken meanwhile, or no name. @param own of a linked record it may be the one that its group has */
export function freeName(state: PlanState, group: GroupRecord, given: string | null): GroupName | null {
  const name = given === null ? null : groupName(given)
  if (name === null || state.context.site.builtInNames.has(name.nameKey)) return null
  const holder = groupByName(state, audienceOf(state, group), name.nameKey)
  return holder === undefined || holder.key === state.groupLinks.get(group.key)?.siteGroupKey ? name : null
}

/** Everybody in it who has an account joins. */
export function linkNewGroup(
  state: PlanState,
  group: GroupRecord,
  name: string,
  nameKeptFor: string | null,
): SiteGroup {
  const siteGroup = createSiteGroup(state, { audience: audienceOf(state, group), source: 'synced', name })
  link(state, group, siteGroup.key, nameKeptFor)
  return siteGroup
}

/** Accepted: whoever the directory does not have leaves. Merged: they stay. The id of the group and what it gives access to are kept. */
function adopt(state: PlanState, group: GroupRecord, { key, decision, siteGroupKey, name }: Conflict): void {
  const siteGroup = loadedSiteGroup(state, siteGroupKey)
  copyForDecision(state, key, siteGroup, { takesMembers: decision === 'accept' })
  if (decision === 'accept') {
    // A group of a directory that was disconnected may have kept rows that came from it.
    for (const origin of [LOCAL, ...state.context.directories.keys()]) state.siteMembers.clear(siteGroup.key, origin)
  }
  renameSiteGroup(state, adoptSiteGroup(state, siteGroup, group.id), name)
  link(state, group, siteGroup.key, null)
  // Whoever else waits for the name is in the way of a directory now.
  state.freed.push(scoped('conflict', fold(name)))
}

function link(state: PlanState, group: GroupRecord, siteGroupKey: Key, nameKeptFor: string | null): void {
  state.groupLinks.put({ key: group.key, siteGroupKey, nameKeptFor })
  joinAll(state, group, siteGroupKey)
}

/** By one statement, without loading anybody: unless the batch made the group, and knows who is in it. */
function joinAll(state: PlanState, group: GroupRecord, siteGroupKey: Key): void {
  if (group.key >= state.context.nextKey) projectGroupPairs(state, group, siteGroupKey)
  else state.siteMembers.fill({ groupKey: group.key, siteGroupKey, origin: group.directoryId })
}
