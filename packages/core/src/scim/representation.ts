/**
 * Resources as they are returned (RFC 7643 §3, RFC 7644 §3.4.1): the stored attributes and what the server adds.
 * Guarantee: no null; `schemas` lists exactly the schemas present.
 */
import type { ResourceType } from '../domain/operation.ts'
import { etag } from './etag.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { type Manager, withShownManager } from './manager.ts'
import { RESOURCE_TYPES, type ResourceTypeDefinition } from './resource-type.ts'

type Stored = {
  readonly id: string
  readonly attributes: JsonObject
  readonly version: number
  readonly createdAt: Date
  readonly lastModified: Date
}

/** A group that a user is in, or a member of a group. */
export type Association<Type extends string> = {
  readonly id: string
  readonly display: string | null
  readonly type: Type
}

export type UserInput = Stored & {
  readonly groups?: readonly Association<'direct' | 'indirect'>[]
  /** The user that the stored manager names; absent or null: none is shown. */
  readonly manager?: Manager | null
}
/** `members` absent: not asked for. */
export type GroupInput = Stored & { readonly members?: readonly Association<ResourceType>[] }

/** `baseUrl` has no slash at its end. */
export function userResource(input: UserInput, type: ResourceTypeDefinition<'User'>, baseUrl: string): JsonObject {
  const { groups = [], manager = null } = input
  const stored = { ...input, attributes: withShownManager(input.attributes, manager) }
  const shown = groups.map((group) => associated('Group', group.id, group.display, group.type, baseUrl))
  return resource(type, stored, shown.length === 0 ? {} : { groups: shown }, baseUrl)
}

/** A group whose members were asked for and that has none shows `members: []`: authentik needs the member. */
export function groupResource(input: GroupInput, type: ResourceTypeDefinition<'Group'>, baseUrl: string): JsonObject {
  const members = input.members?.map((member) =>
    associated(member.type, member.id, member.display, member.type, baseUrl),
  )
  return resource(type, input, members === undefined ? {} : { members }, baseUrl)
}

export function locationOf(type: ResourceType, id: string, baseUrl: string): string {
  return `${baseUrl}${RESOURCE_TYPES[type].endpoint}/${id}`
}

function resource(type: ResourceTypeDefinition, input: Stored, added: JsonObject, baseUrl: string): JsonObject {
  const { id, attributes } = input
  const result: JsonObject = { schemas: schemasOf(type, attributes), id, ...attributes }
  for (const name of Object.keys(attributes)) {
    // A schema that this process has not heard of yet, or that is gone.
    if (name.includes(':') && !type.extensionsByUrn.has(name.toLowerCase())) delete result[name]
  }
  for (const attribute of type.schema.attributes) {
    // The value that filters compare with is the one that is shown (RFC 7644 §3.4.2.2).
    if (attribute.defaultValue !== null) result[attribute.name] ??= attribute.defaultValue
  }
  for (const { extension, name, referenceTo } of type.referring) {
    const holder = extension === null ? result : result[extension]
    if (!isJsonObject(holder)) continue
    const value = holder[name]
    if (!isJsonObject(value) || typeof value.value !== 'string') continue
    const shown = { ...value, $ref: locationOf(referenceTo, value.value, baseUrl) }
    if (extension === null) result[name] = shown
    else result[extension] = { ...holder, [name]: shown }
  }
  return Object.assign(result, added, { meta: metaOf(type.name, input, baseUrl) })
}

function schemasOf({ schema, extensions }: ResourceTypeDefinition, attributes: JsonObject): string[] {
  const present = extensions.filter((extension) => attributes[extension.schema.id] !== undefined)
  return [schema.id, ...present.map((extension) => extension.schema.id)]
}

function metaOf(type: ResourceType, input: Stored, baseUrl: string): JsonObject {
  return {
    resourceType: type,
    created: input.createdAt.toISOString(),
    lastModified: input.lastModified.toISOString(),
    version: etag(input.version),
    location: locationOf(type, input.id, baseUrl),
  }
}

function associated(to: ResourceType, id: string, display: string | null, type: string, baseUrl: string): JsonObject {
  const result: JsonObject = { value: id, $ref: locationOf(to, id, baseUrl) }
  if (display !== null) result.display = display
  result.type = type
  return result
}
