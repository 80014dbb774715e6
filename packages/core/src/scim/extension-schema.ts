/** Extension schemas that a directory brings itself (RFC 7643 §3.3, §7): from their documents to what the directory knows. */
import type { ResourceType } from '../domain/operation.ts'
import { RESOURCE_TYPES, type ResourceTypeDefinition, type SchemaSet, withExtensions } from './resource-type.ts'
import {
  type Attribute,
  type AttributeType,
  attribute,
  type Characteristics,
  INDEXED,
  schema,
} from './schema-attribute.ts'

/** With every characteristic written out. */
export type AttributeDocument = Pick<
  Characteristics,
  | 'multiValued'
  | 'required'
  | 'caseExact'
  | 'mutability'
  | 'returned'
  | 'uniqueness'
  | 'canonicalValues'
  | 'referenceTypes'
> & {
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly subAttributes: readonly AttributeDocument[]
}

export type ExtensionDocument = {
  /** The URN. */
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDocument[]
}

export type NamedIndex = {
  /** Name of an attribute of the document. */
  readonly attribute: string
  readonly id: number
  /** ready: every stored value is in it. filling: the lane keeps it, older values are still put in. dropped: nothing uses it. */
  readonly state: 'ready' | 'filling' | 'dropped'
}

export type Extension = {
  readonly resourceType: ResourceType
  /** Every resource has to have it. */
  readonly required: boolean
  readonly document: ExtensionDocument
  readonly indexes: readonly NamedIndex[]
}

/** What a directory with these extensions knows; without any, the very set of all other directories. */
export function schemaSetOf(extensions: readonly Extension[]): SchemaSet {
  if (extensions.length === 0) return RESOURCE_TYPES
  return { User: extended(RESOURCE_TYPES.User, extensions), Group: extended(RESOURCE_TYPES.Group, extensions) }
}

function extended<Name extends ResourceType>(
  base: ResourceTypeDefinition<Name>,
  extensions: readonly Extension[],
): ResourceTypeDefinition<Name> {
  const own = extensions
    .filter(({ resourceType }) => resourceType === base.name)
    .map(({ required, document, indexes }) => ({
      required,
      own: true,
      schema: schema(
        document.id,
        document.name,
        document.description,
        document.attributes.map((each) => attributeOf(each, indexes)),
      ),
    }))
  return own.length === 0 ? base : withExtensions(base, [...base.extensions, ...own])
}

function attributeOf(document: AttributeDocument, indexes: readonly NamedIndex[]): Attribute {
  const { name, type, description, subAttributes, ...characteristics } = document
  const index = indexes.find((each) => each.attribute === name && each.state !== 'dropped')
  return attribute(name, type, description, {
    ...characteristics,
    subAttributes: subAttributes.map((each) => attributeOf(each, [])),
    ...(index === undefined ? {} : { ...INDEXED, index: { id: index.id, ready: index.state === 'ready' } }),
  })
}
