/**
 * A deleted group comes back as a local one (design: Conflicts, Restore): under its id, with everybody who was in it and is still
 * there, and what it gave access to, default access included. Once.
 */
import { CommandRefusal, type Commands } from './command.ts'
import type { CopiedGrant, GroupCopy } from './group-copy.ts'
import { groupByName, groupName } from './local-group.ts'
import { notRestored } from './not-restored.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { SiteGroup } from './record.ts'
import { restoreSiteGroup, siteGroupSubject } from './site-group-write.ts'
import { isUuid } from './uuid-text.ts'

export const RESTORE_GROUP: CommandRule<Commands['restore-group']> = {
  alone: true,
  need(need, { copyId }) {
    if (isUuid(copyId)) need.groupCopyIds.add(copyId)
  },
  apply(state, { copyId, groupName: given }) {
    const copy = deletedGroup(state, copyId)
    if (copy.usedAt !== null) return { restored: false, group: copy.siteGroupId }
    const { name, nameKey } = wantedName(given ?? copy.name)
    if (groupByName(state, copy.audience, nameKey) !== undefined) {
      throw new CommandRefusal('name-taken', 'Another group of this audience has the name: choose another one.')
    }
    const losses = state.groupCopies.lossesOf(copy.key)
    const grants = copy.grants.map((grant) => ({ grant, app: state.access.byId(grant.app) }))
    const place = { key: copy.siteGroupKey, id: copy.siteGroupId }
    const group = restoreSiteGroup(state, { audience: copy.audience, name, defaultAccess: copy.defaultAccess }, place)
    state.siteMembers.bringBack({ copyKey: copy.key, siteGroupKey: group.key })
    const appsGone = grants.flatMap(({ grant, app }) => (app === undefined ? [grant.app] : []))
    for (const { grant, app } of grants) if (app !== undefined) regrant(state, group, grant, app.key)
    state.groupCopies.put({ ...copy, usedAt: state.context.now })
    return { restored: true, group: group.id, name, audience: group.audience, ...notRestored(losses), appsGone }
  },
}

/** @throws CommandRefusal */
function deletedGroup(state: PlanState, copyId: string): GroupCopy {
  const copy = state.groupCopies.byId(copyId)
  if (copy === undefined || copy.kind !== 'deleted') {
    throw new CommandRefusal(
      'not-found',
      'There is no such deleted group. A deleted group can be restored for 30 days.',
    )
  }
  if (copy.usedAt === null && copy.expiresAt <= state.context.now) {
    throw new CommandRefusal('refused', 'The group was deleted more than 30 days ago.')
  }
  return copy
}

/** @throws CommandRefusal */
function wantedName(given: string) {
  const name = groupName(given)
  if (name !== null) return name
  throw new CommandRefusal('invalid', 'A group has a name of up to 1,000 characters without broken Unicode in it.')
}

function regrant(state: PlanState, group: SiteGroup, { app, grantedAt, grantedBy }: CopiedGrant, appKey: number): void {
  state.access.grant({ appKey, siteGroupKey: group.key, grantedAt: new Date(grantedAt), grantedBy })
  state.change({ ...siteGroupSubject(group), kind: 'granted', before: null, after: { app } })
}
