/** Operations on users: what each does to the directory's record, and its SCIM answer (RFC 7644 §3.3–3.6). */
import type { JsonObject } from '../scim/json.ts'
import { managerIdOf } from '../scim/manager.ts'
import { applyPatch } from '../scim/patch-apply.ts'
import { replaceAttributes } from '../scim/replace.ts'
import type { ResourceTypeDefinition } from '../scim/resource-type.ts'
import { userKeys } from '../scim/user-keys.ts'
import { deleted, succeeded } from './answer.ts'
import { difference } from './difference.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import { keepDeleted } from './guard-person.ts'
import { scoped } from './lookup.ts'
import { moveExternalId } from './move-external-id.ts'
import type { Operation, ResourceBody } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { projectDeletion } from './pause.ts'
import { withKnownManager } from './plan-manager.ts'
import { leaveGroups } from './plan-member.ts'
import type { PlanState } from './plan-state.ts'
import { found } from './precondition.ts'
import { projectUser } from './project-user.ts'
import { type Key, memberRef, type UserRecord } from './record.ts'
import { externalIdTaken, nameTaken } from './refusal.ts'
import { removeUser } from './remove-user.ts'
import { assertValuesFree, moveValues } from './unique-values.ts'
import { accountOfLink } from './user-link.ts'

export function planUser(state: PlanState, operation: Operation, directory: DirectoryPolicy): Outcome {
  const { body } = operation
  const type = directory.schemas.User
  if (operation.method === 'DELETE') return deleteUser(state, operation, type)
  if (body?.kind === 'resource' && operation.method === 'POST') {
    return insertUser(state, operation, prepareUser(state, operation, directory, body), state.newKey())
  }
  const user = found(operation, state.userById(operation.directoryId, operation.resourceId))
  if (body?.kind === 'resource') {
    const replaced = replaceAttributes(user.attributes, body.attributes, type)
    return updateUser(state, operation, directory, user, replaced)
  }
  if (body?.kind === 'patch') {
    const patched = applyPatch(user.attributes, body.operations, type, directory.mode)
    return updateUser(state, operation, directory, user, patched.attributes)
  }
  throw new Error(`a ${operation.method} of a user without a body`)
}

/** A user that can be created: all that may be refused is behind it. */
export type NewUser = {
  /** The folded userName with its directory. */
  readonly name: string
  readonly keys: ReturnType<typeof userKeys>
  readonly attributes: JsonObject
  /** The answer follows from the request, unless that names a manager: whether there is one is read with the outcome. */
  readonly answersFromRequest: boolean
  /** Unique values of extension schemas, by the names that they are looked up by. */
  readonly values: readonly string[]
  readonly type: ResourceTypeDefinition
}

/** @throws ScimError */
export function prepareUser(
  state: PlanState,
  operation: Operation,
  directory: DirectoryPolicy,
  body: ResourceBody,
): NewUser {
  const attributes = withKnownManager(state, directory, null, body.attributes)
  const keys = userKeys(body.attributes)
  const name = scoped(operation.directoryId, keys.userNameKey)
  assertNameFree(state, name)
  assertExternalIdFree(state, directory, keys.externalId)
  const type = directory.schemas.User
  const values = assertValuesFree(state, { key: null, directoryId: operation.directoryId, attributes }, type)
  return { name, keys, attributes, answersFromRequest: managerIdOf(body.attributes) === null, values, type }
}

/** Never refuses. */
export function insertUser(state: PlanState, operation: Operation, prepared: NewUser, key: Key): Outcome {
  const { now } = state.context
  const { name, keys, attributes, answersFromRequest, type } = prepared
  const user: UserRecord = {
    ...keys,
    key,
    directoryId: operation.directoryId,
    id: operation.resourceId,
    version: 1,
    createdAt: now,
    lastModified: now,
    attributes,
  }
  moveValues(state, null, user, type)
  state.users.put(user)
  state.userIds.take(user.id, user.key)
  state.userNames.take(name, user.key)
  moveExternalId(state, null, user)
  state.nameMember(memberRef(user, false))
  state.count(user.directoryId, 'users', 1)
  if (user.active) state.count(user.directoryId, 'active-users', 1)
  state.change({ subjectType: 'User', subjectId: user.id, kind: 'created', before: null, after: null })
  projectUser(state, user)
  return succeeded(operation.id, 201, user, answersFromRequest ? null : attributes)
}

function updateUser(
  state: PlanState,
  operation: Operation,
  directory: DirectoryPolicy,
  user: UserRecord,
  wanted: JsonObject,
): Outcome {
  const type = directory.schemas.User
  const attributes = withKnownManager(state, directory, user.attributes, wanted)
  if (attributes === user.attributes) {
    // RFC 7644 §3.5.2.1: without an effective change version and lastModified stay.
    return succeeded(operation.id, 200, user, user.attributes)
  }
  const keys = userKeys(attributes)
  assertValuesFree(state, { ...user, attributes }, type)
  if (keys.userNameKey !== user.userNameKey) {
    const name = scoped(user.directoryId, keys.userNameKey)
    assertNameFree(state, name)
    state.userNames.release(scoped(user.directoryId, user.userNameKey), user.key)
    state.userNames.take(name, user.key)
  }
  const next: UserRecord = {
    ...user,
    ...keys,
    attributes,
    version: user.version + 1,
    lastModified: state.context.now,
  }
  moveValues(state, user, next, type)
  moveExternalId(state, user, next)
  state.users.put(next)
  if (next.active !== user.active) state.count(user.directoryId, 'active-users', next.active ? 1 : -1)
  state.change({ subjectType: 'User', subjectId: user.id, kind: 'updated', ...difference(user.attributes, attributes) })
  projectUser(state, next)
  freeClaim(state, user, next)
  return succeeded(operation.id, 200, next, next.attributes)
}

function deleteUser(state: PlanState, operation: Operation, type: ResourceTypeDefinition): Outcome {
  const user = found(operation, state.userById(operation.directoryId, operation.resourceId))
  const isKept = keepDeleted(state, user)
  leaveGroups(state, memberRef(user, false))
  if (!isKept) projectDeletion(state, user)
  leaveBase(state, user)
  removeUser(state, user, type)
  return deleted(operation.id, user.id)
}

/** Its account is owned by a record that is deleted, until the pause ends or somebody decides: no account of the directory. */
function leaveBase(state: PlanState, user: UserRecord): void {
  const link = state.userLinks.get(user.key)
  if (link?.kind === 'owning' && accountOfLink(state, link).active) state.count(user.directoryId, 'on-accounts', -1)
}

/** Whoever waits for the account of an owner that had another address may come before it by now (find-account.ts). */
function freeClaim(state: PlanState, before: UserRecord, { key, emailKey }: UserRecord): void {
  const isOwner = state.userLinks.get(key)?.kind === 'owning'
  if (isOwner && emailKey !== null && emailKey !== before.emailKey) state.freed.push(scoped('duplicate', emailKey))
}

/** Where the directory does not keep a second user with an externalId (design: Users). */
function assertExternalIdFree(state: PlanState, directory: DirectoryPolicy, externalId: string | null): void {
  if (directory.duplicateExternalIds === 'hold' || externalId === null) return
  if (state.externalIds.find(scoped(directory.id, externalId)).length > 0) throw externalIdTaken()
}

function assertNameFree(state: PlanState, name: string): void {
  if (state.userNames.find(name) === undefined) return
  throw nameTaken('User')
}
