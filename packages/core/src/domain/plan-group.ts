/** Operations on groups. Members are a relation: an operation touches the pairs it names and no others. */
import { groupKeys } from '../scim/group-keys.ts'
import type { JsonObject } from '../scim/json.ts'
import { applyPatch } from '../scim/patch-apply.ts'
import type { MemberStep } from '../scim/patch-operation.ts'
import { replaceAttributes } from '../scim/replace.ts'
import type { ResourceTypeDefinition } from '../scim/resource-type.ts'
import { deleted, succeeded } from './answer.ts'
import { difference } from './difference.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import { scoped } from './lookup.ts'
import type { Operation, ResourceBody } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { projectDeletion } from './pause.ts'
import { applyMemberSteps, leaveGroups, type ResolvedStep, resolveMembers } from './plan-member.ts'
import type { PlanState } from './plan-state.ts'
import { found } from './precondition.ts'
import { assertNoClash } from './project-conflict.ts'
import { projectGroup } from './project-group.ts'
import { type GroupRecord, type Key, memberRef } from './record.ts'
import { nameTaken } from './refusal.ts'
import { assertValuesFree, moveValues } from './unique-values.ts'

export function planGroup(state: PlanState, operation: Operation, directory: DirectoryPolicy): Outcome {
  const { body } = operation
  const type = directory.schemas.Group
  if (operation.method === 'DELETE') return deleteGroup(state, operation, type)
  if (body?.kind === 'resource' && operation.method === 'POST') {
    return insertGroup(state, operation, prepareGroup(state, operation, directory, body), state.newKey())
  }
  const group = found(operation, state.groupById(operation.directoryId, operation.resourceId))
  if (body?.kind === 'resource') {
    const attributes = replaceAttributes(group.attributes, body.attributes, type)
    // A PUT that leaves `members` out: a rename must not silently empty the group (protocol sheet §2.2).
    const members = body.members ?? (directory.mode === 'strict' ? [] : undefined)
    const steps: MemberStep[] = members === undefined ? [] : [{ kind: 'replace', ids: members }]
    return updateGroup(state, operation, directory, group, attributes, steps)
  }
  if (body?.kind === 'patch') {
    const patched = applyPatch(group.attributes, body.operations, type, directory.mode)
    return updateGroup(state, operation, directory, group, patched.attributes, body.memberSteps)
  }
  throw new Error(`a ${operation.method} of a group without a body`)
}

/** A group that can be created: all that may be refused is behind it. */
export type NewGroup = {
  /** The folded displayName with its directory. */
  readonly name: string
  readonly keys: ReturnType<typeof groupKeys>
  readonly attributes: JsonObject
  readonly members: readonly ResolvedStep[]
  /** Unique values of extension schemas, by the names that they are looked up by. */
  readonly values: readonly string[]
  readonly type: ResourceTypeDefinition
}

/** @throws ScimError */
export function prepareGroup(
  state: PlanState,
  operation: Operation,
  directory: DirectoryPolicy,
  body: ResourceBody,
): NewGroup {
  const members = resolveMembers(state, directory, [{ kind: 'add', ids: body.members ?? [] }])
  const keys = groupKeys(body.attributes)
  const name = scoped(operation.directoryId, keys.displayNameKey)
  assertNameFree(state, name)
  assertNoClash(state, directory, keys.displayNameKey, null)
  const { attributes } = body
  const type = directory.schemas.Group
  const values = assertValuesFree(state, { key: null, directoryId: operation.directoryId, attributes }, type)
  return { name, keys, attributes, members, values, type }
}

/** Never refuses. */
export function insertGroup(state: PlanState, operation: Operation, prepared: NewGroup, key: Key): Outcome {
  const { now } = state.context
  const { name, keys, attributes, members, type } = prepared
  const group: GroupRecord = {
    ...keys,
    key,
    directoryId: operation.directoryId,
    id: operation.resourceId,
    version: 1,
    memberCount: 0,
    createdAt: now,
    lastModified: now,
    attributes,
  }
  moveValues(state, null, group, type)
  state.groups.put(group)
  state.groupIds.take(group.id, group.key)
  state.groupNames.take(name, group.key)
  state.nameMember(memberRef(group, true))
  state.count(group.directoryId, 'groups', 1)
  state.change({ subjectType: 'Group', subjectId: group.id, kind: 'created', before: null, after: null })
  projectGroup(state, group)
  const memberCount = applyMemberSteps(state, group, members)
  if (memberCount !== 0) state.groups.put({ ...group, memberCount })
  return succeeded(operation.id, 201, group, null)
}

function updateGroup(
  state: PlanState,
  operation: Operation,
  directory: DirectoryPolicy,
  group: GroupRecord,
  attributes: JsonObject,
  steps: readonly MemberStep[],
): Outcome {
  const members = resolveMembers(state, directory, steps)
  const attributesChanged = attributes !== group.attributes
  const keys = groupKeys(attributes)
  const name = scoped(group.directoryId, keys.displayNameKey)
  const renamed = keys.displayNameKey !== group.displayNameKey
  if (renamed) {
    assertNameFree(state, name)
    assertNoClash(state, directory, keys.displayNameKey, group)
  }
  const type = directory.schemas.Group
  assertValuesFree(state, { ...group, attributes }, type)
  // From here on nothing throws: the operation is applied as a whole (RFC 7644 §3.5.2).
  const before = state.changes.length
  const memberCount = applyMemberSteps(state, group, members)
  const membersChanged = state.changes.length > before
  if (!attributesChanged && !membersChanged) return succeeded(operation.id, 200, group, group.attributes)
  const next: GroupRecord = {
    ...group,
    ...keys,
    attributes,
    memberCount,
    version: group.version + 1,
    lastModified: state.context.now,
  }
  moveValues(state, group, next, type)
  state.groups.put(next)
  if (renamed) {
    state.groupNames.release(scoped(group.directoryId, group.displayNameKey), group.key)
    state.groupNames.take(name, group.key)
  }
  if (attributesChanged) {
    state.change({
      subjectType: 'Group',
      subjectId: group.id,
      kind: 'updated',
      ...difference(group.attributes, attributes),
    })
    projectGroup(state, next)
  }
  return succeeded(operation.id, 200, next, next.attributes)
}

function deleteGroup(state: PlanState, operation: Operation, type: ResourceTypeDefinition): Outcome {
  const target = found(operation, state.groupById(operation.directoryId, operation.resourceId))
  leaveGroups(state, memberRef(target, true))
  // It may have been a member of itself, and have just left.
  const group = state.groups.get(target.key) ?? target
  projectDeletion(state, group)
  state.members.clear(group.key)
  state.count(group.directoryId, 'members', -group.memberCount)
  moveValues(state, group, null, type)
  state.groups.delete(group.key)
  state.groupNames.release(scoped(group.directoryId, group.displayNameKey), group.key)
  state.forgetMember(group)
  state.count(group.directoryId, 'groups', -1)
  state.change({ subjectType: 'Group', subjectId: group.id, kind: 'deleted', before: null, after: null })
  return deleted(operation.id, group.id)
}

function assertNameFree(state: PlanState, name: string): void {
  if (state.groupNames.find(name) === undefined) return
  throw nameTaken('Group')
}
