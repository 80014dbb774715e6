/** What is copied of a group before a decision or a deletion takes it away. */
import { COPY_DAYS, type CopiedGrant, type GroupCopy } from './group-copy.ts'
import type { PlanState } from './plan-state.ts'
import type { Key, SiteGroup } from './record.ts'

const DAY_MS = 86_400_000

/** Before anything of it is written. @param group as it was, or as the decision has made it */
export function copyForDecision(
  state: PlanState,
  conflictKey: Key,
  group: SiteGroup,
  { takesMembers = false, madeGroup = false }: { readonly takesMembers?: boolean; readonly madeGroup?: boolean } = {},
): void {
  const key = put(state, group, { kind: 'decision', conflictKey, madeGroup, grants: [] })
  if (takesMembers) state.siteMembers.copy({ copyKey: key, groupKey: group.key, which: 'local' })
}

/** A group that is about to be deleted, with everybody who is in it, and before they leave. */
export function copyForRestore(state: PlanState, group: SiteGroup): void {
  const grants = state.access.grantsOfGroup(group.key).flatMap(({ appKey, grantedAt, grantedBy }): CopiedGrant[] => {
    const app = state.access.rows.get(appKey)
    return app ? [{ app: app.id, grantedAt: grantedAt.toISOString(), grantedBy }] : []
  })
  const key = put(state, group, { kind: 'deleted', conflictKey: null, madeGroup: false, grants })
  state.siteMembers.copy({ copyKey: key, groupKey: group.key, which: 'all' })
}

function put(
  state: PlanState,
  { key: siteGroupKey, id: siteGroupId, audience, name, source, defaultAccess }: SiteGroup,
  what: Pick<GroupCopy, 'kind' | 'conflictKey' | 'madeGroup' | 'grants'>,
): Key {
  const { now } = state.context
  const key = state.newKey()
  state.groupCopies.put({
    key,
    id: state.context.newId(),
    ...what,
    siteGroupKey,
    siteGroupId,
    audience,
    name,
    source,
    defaultAccess,
    operationId: state.operationId,
    madeAt: now,
    expiresAt: new Date(now.getTime() + COPY_DAYS * DAY_MS),
    usedAt: null,
  })
  return key
}
