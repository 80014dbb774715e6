/**
 * From a group record to the site's group. For now: created or renamed when the name is free, held as a conflict
 * when it is not; the kinds of conflict and their decisions join here.
 */
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/json.ts'
import { audienceOf } from './account-write.ts'
import { passes } from './gate.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release, releaseAll } from './project-hold.ts'
import { projectGroupPairs } from './project-member.ts'
import type { GroupRecord, SiteGroup } from './record.ts'

export function projectGroup(state: PlanState, group: GroupRecord): void {
  if (!passes(state, group)) return
  const link = state.groupLinks.get(group.key)
  const audience = audienceOf(state, group)
  const name = nameOf(group.attributes.displayName)
  const nameKey = fold(name)
  const takenBy = state.siteGroupNames.find(scoped(audience, nameKey))
  if (link === undefined) {
    if (takenBy !== undefined) hold(state, group, 'conflict', nameKey)
    else {
      release(state, group, 'conflict')
      createSiteGroup(state, group, name, nameKey)
    }
    return
  }
  const siteGroup = siteGroupOf(state, link.siteGroupKey)
  if (takenBy !== undefined && takenBy !== siteGroup.key) {
    hold(state, group, 'conflict', nameKey)
    return
  }
  release(state, group, 'conflict')
  if (siteGroup.name === name) return
  state.siteGroupNames.release(scoped(audience, siteGroup.nameKey), siteGroup.key)
  state.siteGroupNames.take(scoped(audience, nameKey), siteGroup.key)
  if (siteGroup.nameKey !== nameKey) state.freed.push(scoped('conflict', siteGroup.nameKey))
  state.siteGroups.put({ ...siteGroup, name, nameKey, updatedAt: state.context.now })
  state.change({
    subjectType: 'site-group',
    subjectId: siteGroup.id,
    kind: 'updated',
    before: { name: siteGroup.name },
    after: { name },
  })
}

/** The site's group goes with it, unless it has local members: then it becomes local and keeps them. */
export function projectDeletedGroup(state: PlanState, group: GroupRecord): void {
  const link = state.groupLinks.get(group.key)
  releaseAll(state, group)
  if (link === undefined) return
  const siteGroup = siteGroupOf(state, link.siteGroupKey)
  state.siteMembers.clear(siteGroup.key, group.directoryId)
  state.groupLinks.delete(group.key)
  const subject = { subjectType: 'site-group', subjectId: siteGroup.id } as const
  if (state.hasLocalMembers(siteGroup.key)) {
    state.siteGroups.put({ ...siteGroup, source: 'local', updatedAt: state.context.now })
    state.change({ ...subject, kind: 'unlinked', before: { source: 'synced' }, after: { source: 'local' } })
    return
  }
  state.siteGroups.delete(siteGroup.key)
  state.siteGroupNames.release(scoped(siteGroup.audience, siteGroup.nameKey), siteGroup.key)
  state.freed.push(scoped('conflict', siteGroup.nameKey))
  state.count(0, 'site-groups', -1)
  state.change({ ...subject, kind: 'deleted', before: { name: siteGroup.name }, after: null })
}

function createSiteGroup(state: PlanState, group: GroupRecord, name: string, nameKey: string): void {
  const { now } = state.context
  const siteGroup: SiteGroup = {
    key: state.newKey(),
    id: state.context.newId(),
    audience: audienceOf(state, group),
    source: 'synced',
    name,
    nameKey,
    createdAt: now,
    updatedAt: now,
  }
  state.siteGroups.put(siteGroup)
  state.siteGroupNames.take(scoped(siteGroup.audience, nameKey), siteGroup.key)
  state.groupLinks.put({ key: group.key, siteGroupKey: siteGroup.key })
  state.count(0, 'site-groups', 1)
  state.change({ subjectType: 'site-group', subjectId: siteGroup.id, kind: 'created', before: null, after: { name } })
  projectGroupPairs(state, group, siteGroup.key)
}

function siteGroupOf(state: PlanState, key: number): SiteGroup {
  const siteGroup = state.siteGroups.get(key)
  if (siteGroup === undefined) throw new Error(`site group ${key} of a link was not loaded`)
  return siteGroup
}

function nameOf(displayName: Json | undefined): string {
  return typeof displayName === 'string' ? displayName.trim() : ''
}
