/**
 * A resource in the form in which its values are compared: the same shape, every simple value replaced by its comparison
 * key. Kept beside the record, so that SQL answers filters and sorts as `evaluateFilter` does without folding anything.
 */
import { comparisonKey } from './comparison-key.ts'
import type { ComparisonKey } from './filter-ast.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'
import type { Attribute } from './schema-attribute.ts'

/** @param attributes as stored: without id, meta, schemas, members and groups */
export function comparedValues(attributes: JsonObject, type: ResourceTypeDefinition): JsonObject {
  const { attributesByName, extensionsByUrn } = type
  const result: JsonObject = {}
  for (const [name, value] of Object.entries(attributes)) {
    const extension = extensionsByUrn.get(name.toLowerCase())
    if (extension === undefined) add(result, name, value, attributesByName)
    else if (isJsonObject(value)) result[name] = comparedMembers(value, extension.attributesByName)
  }
  return result
}

/** A key as JSON keeps it: instants are texts of one width, so that their order is that of the texts. */
export function storableKey(key: ComparisonKey): string | number | boolean {
  return typeof key === 'bigint' ? String(key + INSTANT_BASE) : key
}

/** With the nanoseconds of any four-digit year, before or after 1970, a number of 22 digits. */
const INSTANT_BASE = 2n * 10n ** 21n

function comparedMembers(value: JsonObject, attributes: ReadonlyMap<string, Attribute>): JsonObject {
  const result: JsonObject = {}
  for (const [name, member] of Object.entries(value)) add(result, name, member, attributes)
  return result
}

/** Names are canonical here: what the schema does not know cannot be asked for. */
function add(result: JsonObject, name: string, value: Json, attributes: ReadonlyMap<string, Attribute>): void {
  const attribute = attributes.get(name.toLowerCase())
  if (attribute === undefined || value === null) return
  result[name] = Array.isArray(value)
    ? value.map((element) => comparedValue(attribute, element))
    : comparedValue(attribute, value)
}

function comparedValue(attribute: Attribute, value: Json): Json {
  if (isJsonObject(value)) return comparedMembers(value, attribute.subAttributesByName)
  const key = comparisonKey(attribute, value)
  return key === null ? null : storableKey(key)
}
