/** Which singular attributes refer to resources, so that their `$ref` follows from their `value` (manager). */
import type { ResourceType } from '../domain/operation.ts'
import { RESOURCE_TYPES } from './resource-type.ts'
import type { Attribute } from './schema-attribute.ts'

type Reference = { readonly extension: string | null; readonly name: string; readonly referenceTo: ResourceType }

const REFERENCES: Record<ResourceType, readonly Reference[]> = { User: find('User'), Group: find('Group') }

export function referencesOf(type: ResourceType): readonly Reference[] {
  return REFERENCES[type]
}

function find(type: ResourceType): readonly Reference[] {
  const { schema, extensions } = RESOURCE_TYPES[type]
  return [
    ...among(schema.attributes, null),
    ...extensions.flatMap((extension) => among(extension.schema.attributes, extension.schema.id)),
  ]
}

function among(attributes: readonly Attribute[], extension: string | null): Reference[] {
  return attributes.flatMap(({ name, multiValued, subAttributesByName }) => {
    const reference = subAttributesByName.get('$ref')
    const [referenceTo] = reference?.referenceTypes ?? []
    const known = referenceTo === 'User' || referenceTo === 'Group'
    return known && reference?.derived === true && !multiValued ? [{ extension, name, referenceTo }] : []
  })
}
