/** Which singular attributes refer to resources, so that their `$ref` follows from their `value` (manager). */
import type { ResourceType } from '../domain/operation.ts'
import type { Attribute } from './schema-attribute.ts'

export type ReferringAttribute = {
  /** URN; null for core attributes. */
  readonly extension: string | null
  readonly name: string
  readonly referenceTo: ResourceType
}

export function referringAttributes(attributes: readonly Attribute[], extension: string | null): ReferringAttribute[] {
  return attributes.flatMap(({ name, multiValued, subAttributesByName }) => {
    const reference = subAttributesByName.get('$ref')
    const [referenceTo] = reference?.referenceTypes ?? []
    const known = referenceTo === 'User' || referenceTo === 'Group'
    return known && reference?.derived === true && !multiValued ? [{ extension, name, referenceTo }] : []
  })
}
