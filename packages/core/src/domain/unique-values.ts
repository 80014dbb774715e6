/** Uniqueness "server" of attributes of extension schemas (RFC 7643 §2.2): 409, decided where the names are. */
import { ScimError } from '../scim/error.ts'
import { type IndexedValue, uniqueValues } from '../scim/indexed-value.ts'
import type { JsonObject } from '../scim/json.ts'
import type { ResourceTypeDefinition } from '../scim/resource-type.ts'
import { scoped } from './lookup.ts'
import type { ResourceType } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { Key } from './record.ts'

/** The name of a value among all that a batch looks up. */
export function valueName(directoryId: number, { indexId, key }: IndexedValue): string {
  return scoped(`${directoryId}/${indexId}`, key)
}

/** The two numbers of the scope of such a name. */
export function valueScope(scope: string): { directoryId: number; indexId: number } {
  const [directoryId, indexId] = scope.split('/').map(Number)
  return { directoryId: directoryId ?? 0, indexId: indexId ?? 0 }
}

/** `key` null: it is about to be created. */
type Claimant = { readonly key: Key | null; readonly directoryId: number; readonly attributes: JsonObject }
type Attributed = { readonly key: Key; readonly directoryId: number; readonly attributes: JsonObject }

/** Before anything of the operation is done. @returns the names of the values. @throws ScimError uniqueness */
export function assertValuesFree(state: PlanState, record: Claimant, type: ResourceTypeDefinition): string[] {
  return uniqueValues(record.attributes, type).map((value) => {
    const name = valueName(record.directoryId, value)
    const owner = state.values.find(name)
    if (owner === undefined || owner === record.key) return name
    const { extension, attribute } = value.indexed
    throw ScimError.of(
      'uniqueness',
      `${extension}:${attribute.name} is already used by another ${type.name.toLowerCase()} of this directory.`,
    )
  })
}

/** Two operations that only apply together want the same value. */
export function valueTaken(type: ResourceType): ScimError {
  return ScimError.of(
    'uniqueness',
    `A unique value is already used by another ${type.toLowerCase()} of this directory.`,
  )
}

/** @param before null: created. @param after null: deleted */
export function moveValues(
  state: PlanState,
  before: Attributed | null,
  after: Attributed | null,
  type: ResourceTypeDefinition,
): void {
  if (type.indexed.length === 0) return
  if (before !== null)
    for (const value of uniqueValues(before.attributes, type))
      state.values.release(valueName(before.directoryId, value), before.key)
  if (after !== null)
    for (const value of uniqueValues(after.attributes, type))
      state.values.take(valueName(after.directoryId, value), after.key)
}
