/** The resource types and their schemas (RFC 7643 §6), with the look-ups that parsing needs. */
import type { ResourceType } from '../domain/operation.ts'
import { type ReferringAttribute, referringAttributes } from './referring-attribute.ts'
import { type Attribute, type AttributeIndex, byName, type Schema } from './schema-attribute.ts'
import { COMMON_ATTRIBUTES } from './schema-common.ts'
import { enterpriseUserSchema } from './schema-enterprise-user.ts'
import { groupSchema } from './schema-group.ts'
import { userSchema } from './schema-user.ts'

export type SchemaExtension = {
  readonly schema: Schema
  readonly required: boolean
  /** Registered for one directory; false: built in. */
  readonly own: boolean
}

/** Made once and compared by identity: caches of what follows from it hang on it. */
export type ResourceTypeDefinition<Name extends ResourceType = ResourceType> = {
  readonly name: Name
  /** Relative to the base URL, with its slash. */
  readonly endpoint: string
  readonly description: string
  readonly schema: Schema
  readonly extensions: readonly SchemaExtension[]
  /** Common and core attributes, by lower-case name. */
  readonly attributesByName: ReadonlyMap<string, Attribute>
  /** Extensions by lower-case URN. */
  readonly extensionsByUrn: ReadonlyMap<string, Schema>
  readonly referring: readonly ReferringAttribute[]
  /** Extensions that the directory brings itself: they may change while operations wait. */
  readonly ownExtensions: readonly SchemaExtension[]
  /** Where attributes are that are returned whatever is selected, and those that are returned when they are named only. */
  readonly alwaysReturned: readonly MemberPath[]
  readonly returnedOnRequest: readonly MemberPath[]
  readonly indexed: readonly IndexedAttribute[]
}

/** Member names from the resource inwards. */
export type MemberPath = readonly [string] | readonly [extension: string, name: string]

export type IndexedAttribute = {
  readonly extension: string
  readonly attribute: Attribute
  readonly index: AttributeIndex
}

/** What a directory knows: every resource type with the schemas that apply to it there. */
export type SchemaSet = { readonly [Name in ResourceType]: ResourceTypeDefinition<Name> }

/** One of them; its name tells which. */
export type AnyResourceType = SchemaSet[ResourceType]

/** The same resource type with these extensions and no others. */
export function withExtensions<Name extends ResourceType>(
  base: Pick<ResourceTypeDefinition<Name>, 'name' | 'endpoint' | 'description' | 'schema'>,
  extensions: readonly SchemaExtension[],
): ResourceTypeDefinition<Name> {
  const { name, endpoint, description, schema } = base
  const top = [...COMMON_ATTRIBUTES, ...schema.attributes]
  const returned = (how: Attribute['returned']): MemberPath[] => [
    ...top.filter((each) => each.returned === how).map((each) => [each.name] as const),
    ...extensions.flatMap(({ schema: { id, attributes } }) =>
      attributes.filter((each) => each.returned === how).map((each) => [id, each.name] as const),
    ),
  ]
  return {
    name,
    endpoint,
    description,
    schema,
    extensions,
    attributesByName: byName(top),
    extensionsByUrn: new Map(extensions.map((extension) => [extension.schema.id.toLowerCase(), extension.schema])),
    referring: [
      ...referringAttributes(schema.attributes, null),
      ...extensions.flatMap((extension) => referringAttributes(extension.schema.attributes, extension.schema.id)),
    ],
    ownExtensions: extensions.filter((extension) => extension.own),
    alwaysReturned: returned('always'),
    returnedOnRequest: returned('request'),
    indexed: extensions.flatMap(({ schema: { id, attributes } }) =>
      attributes.flatMap((each) =>
        each.index === null ? [] : [{ extension: id, attribute: each, index: each.index }],
      ),
    ),
  }
}

const USER = { name: 'User', endpoint: '/Users', description: 'A person.', schema: userSchema } as const
const GROUP = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'A set of users and groups.',
  schema: groupSchema,
} as const

/** The schemas of a directory that has none of its own. */
export const RESOURCE_TYPES: SchemaSet = {
  User: withExtensions(USER, [{ schema: enterpriseUserSchema, required: false, own: false }]),
  Group: withExtensions(GROUP, []),
}
