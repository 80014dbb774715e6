/** Writing a group or organization of the site, whoever wants it so: rows, names, counters and change rows together. */
import { fold } from '../scim/fold.ts'
import type { JsonObject } from '../scim/json.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { SiteGroup } from './record.ts'

export type NewSiteGroup = Pick<SiteGroup, 'audience' | 'source' | 'name'> & Partial<Pick<SiteGroup, 'defaultAccess'>>

/** The name is free. */
export function createSiteGroup(state: PlanState, group: NewSiteGroup): SiteGroup {
  return putSiteGroup(state, group, { key: state.newKey(), id: state.context.newId() }, 'created')
}

/** As the one that was deleted: whoever has kept its id finds it. The name is free. */
export function restoreSiteGroup(
  state: PlanState,
  group: Pick<SiteGroup, 'audience' | 'name' | 'defaultAccess'>,
  place: Pick<SiteGroup, 'key' | 'id'>,
): SiteGroup {
  return putSiteGroup(state, { ...group, source: 'local' }, place, 'restored')
}

function putSiteGroup(
  state: PlanState,
  { audience, source, name, defaultAccess = false }: NewSiteGroup,
  { key, id }: Pick<SiteGroup, 'key' | 'id'>,
  kind: 'created' | 'restored',
): SiteGroup {
  const { now } = state.context
  const group: SiteGroup = {
    key,
    id,
    audience,
    source,
    name,
    nameKey: fold(name),
    defaultAccess,
    leftBy: null,
    createdAt: now,
    updatedAt: now,
  }
  state.siteGroups.put(group)
  state.siteGroupIds.take(group.id, group.key)
  state.siteGroupNames.take(scoped(audience, group.nameKey), group.key)
  nameMoved(state, group.nameKey)
  state.count(0, 'site-groups', 1)
  state.change({
    ...siteGroupSubject(group),
    kind,
    before: null,
    after: { name, ...(defaultAccess ? { defaultAccess } : {}) },
  })
  return group
}

/** The name is free, or its own in another spelling. Grants stay: they are bound to the group. */
export function renameSiteGroup(state: PlanState, group: SiteGroup, name: string): void {
  if (group.name === name) return
  const nameKey = fold(name)
  if (nameKey !== group.nameKey) {
    freeSiteGroupName(state, group)
    state.siteGroupNames.take(scoped(group.audience, nameKey), group.key)
    nameMoved(state, nameKey)
  }
  state.siteGroups.put({ ...group, name, nameKey, updatedAt: state.context.now })
  state.change({ ...siteGroupSubject(group), kind: 'updated', before: { name: group.name }, after: { name } })
}

/** It keeps name, members and grants. @param before what cut it off, for the change row */
export function makeSiteGroupLocal(state: PlanState, group: SiteGroup, before: JsonObject = {}): void {
  state.siteGroups.put({ ...group, source: 'local', leftBy: null, updatedAt: state.context.now })
  lookAtWaiting(state, group)
  state.change({
    ...siteGroupSubject(group),
    kind: 'unlinked',
    before: { source: group.source, ...before },
    after: { source: 'local' },
  })
}

/** A directory fills it from now on. It keeps its id and what it gives access to. @returns as it is now */
export function adoptSiteGroup(state: PlanState, group: SiteGroup, recordId: string): SiteGroup {
  const adopted: SiteGroup = { ...group, source: 'synced', leftBy: null, updatedAt: state.context.now }
  state.siteGroups.put(adopted)
  nameMoved(state, group.nameKey)
  const [before, after] = [{ source: group.source }, { source: 'synced', group: recordId }]
  state.change({ ...siteGroupSubject(group), kind: 'linked', before, after })
  return adopted
}

/** Its members are gone already. What it gave access to ends, and the change row says what that was (ids of apps and projects). */
export function deleteSiteGroup(state: PlanState, group: SiteGroup): void {
  const grants = state.access.grantsOfGroup(group.key)
  const access = grants.flatMap(({ appKey }) => state.access.rows.get(appKey)?.id ?? [])
  for (const grant of grants) state.access.revoke(grant)
  state.siteGroups.delete(group.key)
  state.siteGroupIds.release(group.id, group.key)
  freeSiteGroupName(state, group)
  state.count(0, 'site-groups', -1)
  const before = { name: group.name, ...(access.length === 0 ? {} : { access }) }
  state.change({ ...siteGroupSubject(group), kind: 'deleted', before, after: null })
}

function freeSiteGroupName(state: PlanState, group: SiteGroup): void {
  state.siteGroupNames.release(scoped(group.audience, group.nameKey), group.key)
  lookAtWaiting(state, group)
}

/** Records that wait for the name are projected again: it is free, or another kind of group has it. */
function lookAtWaiting(state: PlanState, { nameKey }: SiteGroup): void {
  state.freed.push(scoped('conflict', nameKey), scoped('default-group', nameKey))
  nameMoved(state, nameKey)
}

/** Records in review that want the name are looked at again: it is no longer free, or it is, or another kind of group has it. */
function nameMoved(state: PlanState, nameKey: string): void {
  if (![...state.context.directories.values()].some(({ phase }) => phase === 'reviewing')) return
  // One mark a batch, however many names there are.
  if (state.movedNames.length === 0) state.mark({ kind: 'names-in-review', names: state.movedNames })
  state.movedNames.push(nameKey)
}

export function siteGroupSubject({ id }: SiteGroup): {
  readonly subjectType: 'site-group'
  readonly subjectId: string
} {
  return { subjectType: 'site-group', subjectId: id }
}
