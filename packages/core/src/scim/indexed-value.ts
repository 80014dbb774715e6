/** Values of indexed attributes of extension schemas, as the index keeps them: the text of what is compared. */
import { storableKey } from './compared-values.ts'
import { comparisonKey } from './comparison-key.ts'
import type { ComparisonKey } from './filter-ast.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { IndexedAttribute, ResourceTypeDefinition } from './resource-type.ts'

export type IndexedValue = { readonly indexId: number; readonly key: string; readonly indexed: IndexedAttribute }

const NONE: readonly IndexedValue[] = []

/** Without duplicates; what folds to nothing is not in an index. */
export function indexedValues(attributes: JsonObject, type: ResourceTypeDefinition): readonly IndexedValue[] {
  return type.indexed.length === 0 ? NONE : type.indexed.flatMap((indexed) => valuesOf(attributes, indexed))
}

/** Those that no two resources of the directory may have. */
export function uniqueValues(attributes: JsonObject, type: ResourceTypeDefinition): readonly IndexedValue[] {
  return type.indexed.length === 0
    ? NONE
    : type.indexed
        .filter(({ attribute }) => attribute.uniqueness === 'server')
        .flatMap((indexed) => valuesOf(attributes, indexed))
}

function valuesOf(attributes: JsonObject, indexed: IndexedAttribute): IndexedValue[] {
  const { extension, attribute, index } = indexed
  const holder = attributes[extension]
  const value = isJsonObject(holder) ? (holder[attribute.name] ?? null) : null
  if (value === null) return []
  const keys = (Array.isArray(value) ? value : [value]).flatMap((each: Json) => {
    const key = comparisonKey(attribute, each)
    return key === null ? [] : (indexText(key) ?? [])
  })
  return [...new Set(keys)].map((key) => ({ indexId: index.id, key, indexed }))
}

/** As jsonb writes it; null: no index has it. */
export function indexText(key: ComparisonKey): string | null {
  if (typeof key === 'number') return Number.isInteger(key) ? BigInt(key).toString() : null
  const text = String(storableKey(key))
  return text === '' ? null : text
}
