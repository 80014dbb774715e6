/** What operations name themselves; the rest turns up while planning. Most batches need no second round. */
import { groupKeys } from '../scim/group-keys.ts'
import { uniqueValues } from '../scim/indexed-value.ts'
import { isJsonObject, type JsonObject } from '../scim/json.ts'
import { managerIdOf } from '../scim/manager.ts'
import type { PatchOperation } from '../scim/patch-operation.ts'
import type { ResourceTypeDefinition } from '../scim/resource-type.ts'
import { userKeys } from '../scim/user-keys.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import { scoped } from './lookup.ts'
import { addMemberPairs, emptyNeed, type Need } from './need.ts'
import type { Operation } from './operation.ts'
import { commandNeed } from './plan-command.ts'
import { valueName } from './unique-values.ts'
import { isUuid } from './uuid-text.ts'

export function initialNeed(operations: readonly Operation[], directories: ReadonlyMap<number, DirectoryPolicy>): Need {
  const need = emptyNeed()
  for (const operation of operations) {
    if (operation.bulk?.refusal) continue
    if (operation.command) {
      commandNeed(need, operation.command)
      continue
    }
    const directory = directories.get(operation.directoryId)
    if (directory === undefined) continue
    if (operation.resourceType === 'User') userNeed(need, operation, directory)
    else groupNeed(need, operation, directory)
  }
  return need
}

function userNeed(need: Need, operation: Operation, directory: DirectoryPolicy): void {
  const { body, method, directoryId } = operation
  if (method !== 'POST') need.userIds.add(operation.resourceId)
  if (body === null) return
  if (body.kind === 'patch') {
    addManagers(need, body.operations.map(namedManager))
    return
  }
  addManagers(need, [managerIdOf(body.attributes)])
  valueNeed(need, directoryId, body.attributes, directory.schemas.User)
  const keys = userKeys(body.attributes)
  need.userNames.add(scoped(directoryId, keys.userNameKey))
  if (keys.externalId !== null) need.externalIds.add(scoped(directoryId, keys.externalId))
  if (keys.emailKey === null) return
  need.accountEmails.add(scoped(directory.audience, keys.emailKey))
}

function groupNeed(need: Need, operation: Operation, directory: DirectoryPolicy): void {
  const { body, method, directoryId, resourceId } = operation
  if (method !== 'POST') need.groupIds.add(resourceId)
  if (body === null) return
  if (body.kind === 'resource') {
    valueNeed(need, directoryId, body.attributes, directory.schemas.Group)
    const keys = groupKeys(body.attributes)
    need.groupNames.add(scoped(directoryId, keys.displayNameKey))
    need.siteGroupNames.add(scoped(directory.audience, keys.displayNameKey))
    addMembers(need, method === 'POST' ? null : resourceId, body.members ?? [])
  } else {
    for (const step of body.memberSteps) addMembers(need, resourceId, step.ids)
  }
}

function addManagers(need: Need, ids: readonly unknown[]): void {
  for (const id of ids) if (typeof id === 'string' && isUuid(id)) need.memberIds.add(id)
}

const MANAGER_PATH = /(?:^|:)manager(?:\.value)?$/i

/** What the operation may set as manager. Missing one would cost a second round and nothing else. */
function namedManager({ path, value }: PatchOperation): unknown {
  if (path === undefined || !MANAGER_PATH.test(path)) return null
  return value !== undefined && isJsonObject(value) ? value.value : value
}

function valueNeed(need: Need, directoryId: number, attributes: JsonObject, type: ResourceTypeDefinition): void {
  for (const value of uniqueValues(attributes, type)) need.values.add(valueName(directoryId, value))
}

function addMembers(need: Need, groupId: string | null, ids: readonly string[]): void {
  const known = ids.filter(isUuid)
  for (const id of known) need.memberIds.add(id)
  if (groupId !== null && known.length > 0) addMemberPairs(need, groupId, known)
}
