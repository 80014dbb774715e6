/** The resource types and their schemas (RFC 7643 §6), with the look-ups that parsing needs. */
import type { ResourceType } from '../domain/operation.ts'
import { type Attribute, byName, type Schema } from './schema-attribute.ts'
import { COMMON_ATTRIBUTES } from './schema-common.ts'
import { enterpriseUserSchema } from './schema-enterprise-user.ts'
import { groupSchema } from './schema-group.ts'
import { userSchema } from './schema-user.ts'

export type SchemaExtension = { readonly schema: Schema; readonly required: boolean }

export type ResourceTypeDefinition = {
  readonly name: ResourceType
  /** Relative to the base URL, with its slash. */
  readonly endpoint: string
  readonly description: string
  readonly schema: Schema
  readonly extensions: readonly SchemaExtension[]
  /** Common and core attributes, by lower-case name. */
  readonly attributesByName: ReadonlyMap<string, Attribute>
  /** Extensions by lower-case URN. */
  readonly extensionsByUrn: ReadonlyMap<string, Schema>
}

function resourceType(
  name: ResourceType,
  endpoint: string,
  description: string,
  schema: Schema,
  extensions: readonly SchemaExtension[],
): ResourceTypeDefinition {
  return {
    name,
    endpoint,
    description,
    schema,
    extensions,
    attributesByName: byName([...COMMON_ATTRIBUTES, ...schema.attributes]),
    extensionsByUrn: new Map(extensions.map((extension) => [extension.schema.id.toLowerCase(), extension.schema])),
  }
}

export const RESOURCE_TYPES: Record<ResourceType, ResourceTypeDefinition> = {
  User: resourceType('User', '/Users', 'A person.', userSchema, [{ schema: enterpriseUserSchema, required: false }]),
  Group: resourceType('Group', '/Groups', 'A set of users and groups.', groupSchema, []),
}
