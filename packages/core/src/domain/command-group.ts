/** Groups that a site has without a directory are made, renamed and deleted by hand; a synced one by its identity provider. */
import { CommandRefusal, type Commands } from './command.ts'
import { deleteLocalGroup, type GroupName, groupByName, groupName } from './local-group.ts'
import { scoped } from './lookup.ts'
import type { Audience } from './operation.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { SiteGroup } from './record.ts'
import { createSiteGroup, renameSiteGroup } from './site-group-write.ts'
import { isUuid } from './uuid-text.ts'

export const CREATE_GROUP: CommandRule<Commands['create-group']> = {
  need(need, { groupName: given, audience }) {
    const wanted = groupName(given)
    if (wanted !== null) need.siteGroupNames.add(scoped(audience, wanted.nameKey))
  },
  apply(state, { groupName: given, audience }) {
    return shown(createSiteGroup(state, { audience, source: 'local', name: freeName(state, audience, given).name }))
  },
}

export const RENAME_GROUP: CommandRule<Commands['rename-group']> = {
  need(need, { groupId }) {
    if (isUuid(groupId)) need.siteGroupIds.add(groupId)
  },
  apply(state, { groupId, groupName: given }) {
    const group = localGroup(state, groupId, 'rename it')
    renameSiteGroup(state, group, freeName(state, group.audience, given, group).name)
    return shown(state.siteGroups.get(group.key) ?? group)
  },
}

export const DELETE_GROUP: CommandRule<Commands['delete-group']> = {
  need(need, { groupId }) {
    if (isUuid(groupId)) need.siteGroupIds.add(groupId)
  },
  apply(state, { groupId, force }) {
    const group = localGroup(state, groupId, 'delete it')
    if (!force && (group.defaultAccess || state.access.grantsOfGroup(group.key).length > 0)) {
      throw new CommandRefusal(
        'refused',
        'The group gives access to apps or projects: end that first, or delete it by force.',
      )
    }
    deleteLocalGroup(state, group)
    return shown(group)
  },
}

/** @throws CommandRefusal */
export function existingGroup(state: PlanState, groupId: string): SiteGroup {
  const group = state.siteGroupById(groupId)
  if (group === undefined) throw new CommandRefusal('not-found', 'The site has no such group.')
  return group
}

function localGroup(state: PlanState, groupId: string, what: string): SiteGroup {
  const group = existingGroup(state, groupId)
  if (group.source === 'local') return group
  throw new CommandRefusal('refused', `The group is synced from a directory: ${what} in the identity provider.`)
}

/** @param own who may have the name already. @throws CommandRefusal */
function freeName(state: PlanState, audience: Audience, given: string, own?: SiteGroup): GroupName {
  const name = groupName(given)
  if (name === null) {
    throw new CommandRefusal('invalid', 'A group has a name of up to 1,000 characters without broken Unicode in it.')
  }
  const holder = groupByName(state, audience, name.nameKey)
  if (holder === undefined || holder.key === own?.key) return name
  throw new CommandRefusal('name-taken', 'Another group of this audience has the name: choose another one.')
}

function shown({ id, name, audience }: SiteGroup) {
  return { group: id, name, audience }
}
