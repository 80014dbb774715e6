/** `sortBy` and `sortOrder` (RFC 7644 §3.4.2.3). */
import type { ResourceType } from '../domain/operation.ts'
import { type AttributeReference, referenceName, resolveReference } from './attribute-reference.ts'
import { unknownAttribute } from './attribute-value.ts'
import { ScimError } from './error.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

export type Sort = {
  /** The simple attribute to sort by, by type; null where the type does not have it, which is as if it were missing. */
  readonly by: Readonly<Partial<Record<ResourceType, AttributeReference | null>>>
  readonly descending: boolean
}

/** Null: in the order of creation. @param types that are listed; one of them has to have the attribute */
export function parseSort(
  sortBy: string | undefined,
  sortOrder: string | undefined,
  types: readonly ResourceTypeDefinition[],
): Sort | null {
  const descending = parseOrder(sortOrder)
  if (sortBy === undefined || sortBy.trim() === '') return null
  const path = sortBy.trim()
  const by = Object.fromEntries(types.map((type) => [type.name, resolve(path, type)]))
  if (Object.values(by).every((reference) => reference === null)) {
    throw ScimError.of('invalidValue', `sortBy: ${unknownAttribute(path)}`)
  }
  return { by, descending }
}

function parseOrder(sortOrder: string | undefined): boolean {
  const order = sortOrder?.toLowerCase() ?? ''
  if (order === '' || order === 'ascending') return false
  if (order === 'descending') return true
  throw ScimError.of('invalidValue', 'sortOrder: expected ascending or descending')
}

function resolve(path: string, type: ResourceTypeDefinition): AttributeReference | null {
  const reference = resolveReference(path, type)
  if (reference === null || reference.kind === 'schema' || reference.attribute.returned === 'never') return null
  if (reference.sub !== null || reference.attribute.type !== 'complex') return reference
  const sub = reference.attribute.subAttributesByName.get('value')
  if (sub !== undefined) return { ...reference, sub }
  throw ScimError.of('invalidValue', `sortBy: ${referenceName(reference)} needs a sub-attribute to sort by`)
}
